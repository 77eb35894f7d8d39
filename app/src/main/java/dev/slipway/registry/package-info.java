/**
 * What registries tell over the network: whether a tag exists, what an image's configuration says, which tags there
 * are. A few kB each, never a layer. All answers are untrusted. Sits below engine, which takes logins from here.
 */
package dev.slipway.registry;
