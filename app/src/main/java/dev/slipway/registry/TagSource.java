package dev.slipway.registry;

import dev.slipway.base.FailureException;
import dev.slipway.catalog.TagListing;

/** Lists the tags of repositories. */
@FunctionalInterface
public interface TagSource {
    /** The tags of a repository, written out: docker.io/pytorch/pytorch. Blocks for a minute at most. */
    TagListing tags(String repository) throws FailureException, InterruptedException;
}
