/** The advisor over HTTP: requests in, dry runs, decisions to read. */
@NullMarked
package dev.berth.advisor.http;

import org.jspecify.annotations.NullMarked;
