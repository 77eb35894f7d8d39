package dev.slipway.job;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Jobs that a session keeps in its project, in {@code .slipway/jobs}, read on this machine. Programs in the session
 * can put anything there: no link is followed on the way, and only plain files are opened.
 */
final class ProjectFolder implements JobFolder {
    /** Where the jobs are, from the project on. */
    static final List<String> WAY = List.of(".slipway", "jobs");

    private static final int MOST_JOBS = 2000;
    private static final int MOST_PIECES = 100;

    private final Path project;

    ProjectFolder(Path project) {
        this.project = project;
    }

    /** Does something in a folder below the project; empty when there is none. */
    private <T> Optional<T> inside(List<String> names, GuardedFolder.Work<T> work) throws FailureException {
        var way = new ArrayList<>(WAY);
        way.addAll(names);
        try {
            return Optional.of(GuardedFolder.in(project, way, work));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new FailureException(new Failure.PermissionDenied(
                    project.resolve(String.join("/", way)).toString(), e.toString()), e);
        }
    }

    /** The names of all jobs, newest first. */
    List<String> names() throws FailureException {
        return inside(List.of(), folder -> folder.names(MOST_JOBS).stream().filter(JobId::valid)
                .sorted(Comparator.reverseOrder()).toList()).orElse(List.of());
    }

    @Override
    public List<JobFiles> jobs() throws FailureException {
        return jobs(names());
    }

    /** The files of some jobs; one that is gone meanwhile is left out. */
    List<JobFiles> jobs(Collection<String> ids) throws FailureException {
        var jobs = new ArrayList<JobFiles>();
        for (var id : ids) {
            inside(List.of(id), folder -> {
                var files = new HashMap<String, byte[]>();
                for (var name : JobFiles.NAMES) {
                    folder.read(name, 0, JobFiles.LONGEST).ifPresent(bytes -> files.put(name, bytes));
                }
                return new JobFiles(id, files);
            }).ifPresent(jobs::add);
        }
        return jobs;
    }

    @Override
    public List<Piece> pieces(String job) throws FailureException {
        return inside(List.of(job), folder -> {
            var pieces = new ArrayList<Piece>();
            for (var name : folder.names(MOST_PIECES)) {
                if (JobFolder.pieceNumber(name) >= 0) {
                    folder.size(name).ifPresent(size -> pieces.add(new Piece(JobFolder.pieceNumber(name), size)));
                }
            }
            pieces.sort(Comparator.comparing(Piece::number));
            return pieces;
        }).orElse(new ArrayList<>());
    }

    @Override
    public byte[] read(String job, int piece, long offset, int most) throws FailureException {
        return inside(List.of(job), folder -> folder.read(JobFolder.pieceName(piece), offset, most)
                .orElse(new byte[0])).orElse(new byte[0]);
    }
}
