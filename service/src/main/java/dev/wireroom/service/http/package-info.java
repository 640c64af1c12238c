/** The HTTP door every service opens: routes, keys, errors, health and metrics. */
@NullMarked
package dev.wireroom.service.http;

import org.jspecify.annotations.NullMarked;
