/**
 * NVIDIA's management library (NVML), called through the Foreign Function and Memory API. The only package with
 * {@code java.lang.foreign}. Facts (names, structures, numbers) are those of the public header {@code nvml.h}.
 */
package dev.slipway.gpu.nvml;
