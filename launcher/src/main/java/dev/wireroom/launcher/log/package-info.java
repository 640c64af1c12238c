/** Where the program's log goes, and what is in it. */
@org.jspecify.annotations.NullMarked
package dev.wireroom.launcher.log;
