/** Records and documents in one DynamoDB table. */
@NullMarked
package dev.belay.store.dynamodb;

import org.jspecify.annotations.NullMarked;
