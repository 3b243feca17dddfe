/** The advisor as a whole service, asked by HTTP, over a real broker. */
@NullMarked
package dev.berth.advisor.http;

import org.jspecify.annotations.NullMarked;
