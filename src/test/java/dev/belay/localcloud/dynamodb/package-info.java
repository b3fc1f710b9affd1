/** DynamoDB as Belay's store needs it: tables, items and conditional writes on the real wire protocol. */
@NullMarked
package dev.belay.localcloud.dynamodb;

import org.jspecify.annotations.NullMarked;
