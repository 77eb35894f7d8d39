package dev.slipway.catalog;

import java.util.List;

/**
 * A repository whose tags follow a grammar.
 *
 * @param repository written out: docker.io/pytorch/pytorch
 * @param aliases other repositories with the same tags
 * @param compat whether its images carry NVIDIA's cuda-compat
 * @param labelled whether its images carry a label that asks for a driver
 */
record Family(String id, String repository, List<String> aliases, Framework framework, boolean compat,
        boolean labelled) {
}
