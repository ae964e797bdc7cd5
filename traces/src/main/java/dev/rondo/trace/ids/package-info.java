/**
 * Ids and what belongs to them, without a box for each: ids are positive numbers that are mostly
 * counted up. For the other packages of this module, and the recorder's.
 */
@NullMarked
package dev.rondo.trace.ids;

import org.jspecify.annotations.NullMarked;
