/** Whether anything went missing: counts balanced, keys compared, the missing sent again. */
@NullMarked
package dev.wireroom.ledger;

import org.jspecify.annotations.NullMarked;
