package dev.berth.testing.live.slurm;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Needs every Slurm in order: runs beside nothing that takes one of them down. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("oak")
@ResourceLock("elm")
@ResourceLock("ash")
@interface EveryCluster {}
