/** Which addresses outside this machine a service may talk to. */
@NullMarked
package dev.wireroom.service.net;

import org.jspecify.annotations.NullMarked;
