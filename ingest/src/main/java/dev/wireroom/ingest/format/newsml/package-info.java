/** IPTC's XML formats: NewsML-G2, NewsML 1.x and NITF. */
@NullMarked
package dev.wireroom.ingest.format.newsml;

import org.jspecify.annotations.NullMarked;
