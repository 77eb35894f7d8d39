/** Graphics cards of all makers and the computer around them, through OSHI. The only package with OSHI. */
package dev.slipway.gpu.oshi;
