/** EC2's security groups and subnets: who may reach whom. */
@NullMarked
package dev.belay.localcloud.ec2;

import org.jspecify.annotations.NullMarked;
