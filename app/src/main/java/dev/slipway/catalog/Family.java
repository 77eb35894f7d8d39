package dev.slipway.catalog;

import java.util.List;

/**
 * A repository whose tags follow a grammar.
 *
 * @param repository written out: docker.io/pytorch/pytorch
 * @param aliases other repositories with the same tags
 */
record Family(String id, String repository, List<String> aliases, Framework framework, boolean compat) {
}
