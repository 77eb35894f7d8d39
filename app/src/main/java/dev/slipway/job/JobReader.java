package dev.slipway.job;

import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import dev.slipway.environment.StartScripts;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.session.Sessions;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds where a session's jobs are, and what has become of them. Blocking. */
final class JobReader {
    /** Where jobs are inside a container whose session has a project, and where it has none. */
    static final String IN_PROJECT = StartScripts.WORKSPACE + "/.slipway/jobs";
    static final String IN_CONTAINER = "/tmp/slipway/jobs";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sessions sessions;

    JobReader(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * A session with a place for jobs.
     *
     * @param folder where its jobs can be read; empty where they are inside a container that does not run
     * @param held its container, while it runs
     */
    record Place(Session session, Optional<JobFolder> folder, Optional<Sessions.Held> held) {
        /** The folder of its jobs inside the container. */
        String root() {
            return session.environment().project().isPresent() ? IN_PROJECT : IN_CONTAINER;
        }
    }

    /** The place of a session; empty while it is being started, and where a launch failed. */
    Optional<Place> place(Session session) throws FailureException, InterruptedException {
        return switch (session.state()) {
            case SessionState.Preparing _, SessionState.Failed _ -> Optional.empty();
            case SessionState.Running _, SessionState.Stopping _ -> {
                var held = sessions.held(session.name());
                yield Optional.of(new Place(session, Optional.of(folder(held)), Optional.of(held)));
            }
            case SessionState.Stopped _ -> Optional.of(new Place(session,
                    session.environment().project().map(ProjectFolder::new), Optional.empty()));
        };
    }

    /** On this machine where the project is here too, as it is but for engines on other machines. */
    static JobFolder folder(Sessions.Held held) {
        var project = held.session().environment().project();
        return project.isPresent() && Files.isDirectory(project.get()) ? new ProjectFolder(project.get())
                : new InsideFolder(held.engine(), held.containerId(),
                        project.isPresent() ? IN_PROJECT : IN_CONTAINER);
    }

    /** The jobs of a place, newest first. */
    List<Job> jobs(Place place) throws FailureException, InterruptedException {
        return place.folder().isEmpty() ? List.of() : judge(place, place.folder().get().jobs());
    }

    /** One job of a place. */
    Optional<Job> job(Place place, String id) throws FailureException, InterruptedException {
        if (place.folder().isPresent() && place.folder().get() instanceof ProjectFolder folder) {
            return judge(place, folder.jobs(List.of(id))).stream().findFirst();
        }
        return jobs(place).stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** What has become of jobs of a place. Their processes are looked for where no end was recorded. */
    List<Job> judge(Place place, List<JobFiles> all) throws FailureException, InterruptedException {
        var mine = all.stream().filter(files -> files.session().equals(place.session().name())).toList();
        var open = mine.stream().filter(files -> files.end().isEmpty()).map(JobFiles::id).toList();
        Map<String, JobFiles.Found> found = place.held().isPresent() && !open.isEmpty()
                ? look(place.held().get(), place.root(), open) : Map.of();
        // A job may have ended between the reading of its files and the look at its processes.
        var ended = found.containsValue(JobFiles.Found.LOST) ? again(place, found) : Map.<String, JobFiles>of();
        var jobs = new ArrayList<Job>();
        for (var files : mine) {
            var newest = ended.getOrDefault(files.id(), files);
            jobs.add(newest.job(state(newest, found.get(files.id()))));
        }
        return List.copyOf(jobs);
    }

    private static Map<String, JobFiles> again(Place place, Map<String, JobFiles.Found> found)
            throws FailureException, InterruptedException {
        var lost = found.keySet().stream().filter(id -> found.get(id) == JobFiles.Found.LOST).toList();
        var folder = place.folder().orElseThrow();
        return (folder instanceof ProjectFolder project ? project.jobs(lost) : folder.jobs()).stream()
                .collect(Collectors.toMap(JobFiles::id, Function.identity(), (one, _) -> one));
    }

    private static JobState state(JobFiles files, JobFiles.Found found) {
        var end = files.end();
        if (end.isPresent()) {
            return end.get();
        }
        return switch (found) {
            case ALIVE -> files.startedAt().<JobState>map(JobState.Running::new).orElseGet(JobState.Starting::new);
            case WAITING -> new JobState.Starting();
            case LOST -> new JobState.Lost();
            case OTHER -> new JobState.EndedWithSession();
            // Its container does not run.
            case null -> new JobState.EndedWithSession();
        };
    }

    private static Map<String, JobFiles.Found> look(Sessions.Held held, String root, List<String> ids)
            throws FailureException, InterruptedException {
        var words = new ArrayList<>(List.of("/bin/sh", "-c", JobScripts.LOOK, "slipway-job", root));
        words.addAll(ids);
        return JobFiles.found(run(held, words, PATIENCE).output());
    }

    static Engine.ExecResult run(Sessions.Held held, List<String> words, Duration patience)
            throws FailureException, InterruptedException {
        return held.engine().exec(held.containerId(), words, patience);
    }
}
