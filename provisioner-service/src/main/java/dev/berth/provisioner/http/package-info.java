/** What operators see of the lanes. */
@NullMarked
package dev.berth.provisioner.http;

import org.jspecify.annotations.NullMarked;
