package dev.slipway.ui.shell;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.engine.Engine;
import dev.slipway.environment.DockerCommand;
import dev.slipway.environment.Environment;
import dev.slipway.environment.LaunchInputs;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.job.Job;
import dev.slipway.session.SessionState;
import dev.slipway.layer.Adding;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.setup.FixRun;
import dev.slipway.ui.catalog.CatalogDoors;
import dev.slipway.ui.access.AccessActions;
import dev.slipway.ui.access.ConsentDialog;
import dev.slipway.ui.catalog.CatalogModel;
import dev.slipway.ui.catalog.CatalogView;
import dev.slipway.ui.doctor.DoctorModel;
import dev.slipway.ui.doctor.DoctorView;
import dev.slipway.ui.jobs.JobsBoard;
import dev.slipway.ui.jobs.JobsModel;
import dev.slipway.ui.jobs.JobsView;
import dev.slipway.ui.jobs.RunDialog;
import dev.slipway.ui.jobs.RunModel;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.kit.Launches;
import dev.slipway.ui.kit.Notices;
import dev.slipway.ui.kit.SessionAction;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import dev.slipway.ui.launch.LaunchDialog;
import dev.slipway.ui.launch.LaunchRequest;
import dev.slipway.ui.launch.LaunchServices;
import dev.slipway.ui.layer.AddDialog;
import dev.slipway.ui.layer.AddModel;
import dev.slipway.ui.layer.DockerfileDialog;
import dev.slipway.ui.layer.DockerfileModel;
import dev.slipway.ui.login.LoginDialog;
import dev.slipway.ui.login.LoginModel;
import dev.slipway.ui.machine.Doors;
import dev.slipway.ui.machine.MachineModel;
import dev.slipway.ui.machine.MachineView;
import dev.slipway.ui.monitor.MonitorModel;
import dev.slipway.ui.monitor.MonitorView;
import dev.slipway.ui.selftest.SelfTestDialog;
import dev.slipway.ui.selftest.SelfTestModel;
import dev.slipway.ui.sessions.SessionsModel;
import dev.slipway.ui.sessions.SessionsServices;
import dev.slipway.ui.sessions.SessionsView;
import dev.slipway.ui.settings.FactsModel;
import dev.slipway.ui.settings.LayersModel;
import dev.slipway.ui.settings.SettingsModel;
import dev.slipway.ui.settings.SettingsView;
import dev.slipway.ui.settings.UpdatesModel;
import dev.slipway.ui.terminal.SessionTerminals;
import dev.slipway.ui.terminal.SystemTerminal;
import dev.slipway.ui.welcome.WelcomeModel;
import dev.slipway.ui.welcome.WelcomeServices;
import dev.slipway.ui.welcome.WelcomeView;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/**
 * Puts the frame and all pages together over one {@link Desk}. Longer than most classes because everything that a page
 * needs from another one is tied here, so that pages know nothing of one another. FX thread.
 */
public final class Workbench implements AutoCloseable {
    /** How much of a job's output shows at first. */
    private static final long JOB_TAIL = 1 << 20;

    private final Desk desk;
    private final Texts texts;
    private final Views views;
    private final Themes themes;
    private final SettingsStore settings;
    private final Supplier<Window> window;
    private final Tours tours;
    private final Fx fx = Fx.platform();
    private final Notices notices;
    private final ImageDesk images;
    private final Launches launches;
    private final LaunchDialog form;
    private final ShellModel model;
    private final ShellView view;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final MachineModel machine;
    private final MonitorModel monitor;
    private final CatalogModel catalog;
    private final SessionsModel sessions;
    private final SessionTerminals terminals;
    private final AccessActions access;
    private final JobsBoard jobs;
    private final DoctorModel doctor;
    private final SettingsModel preferences;
    private final LayersModel layers;
    private final FactsModel facts;
    private final UpdatesModel updates;

    /** Ways into the tour and out of it. */
    public record Tours(Runnable take, Runnable leave) {
    }

    /** A workbench in this frame, whose pages are made when they are first shown. */
    public Workbench(Desk desk, Frame frame, Texts texts, Themes themes, SettingsStore settings,
            Supplier<Window> window, Tours tours) {
        this.desk = desk;
        this.texts = texts;
        this.views = new Views(texts);
        this.themes = themes;
        this.settings = settings;
        this.window = window;
        this.tours = tours;
        this.notices = new Notices(texts, frame.root);
        this.images = new ImageDesk(desk.catalog(), desk.machine(), desk.lookup(), desk.factsNotice());
        this.launches = new Launches(desk.sessions(), desk.environments(), desk.background(), fx, notices::failed,
                desk.machine().state().simulated());
        this.form = new LaunchDialog(new LaunchServices(images, desk.machine(), desk.sessions(), desk.usage(),
                desk.environments(), launches, desk.home(), this::copy, _ -> showEnvironments(), desk.gpuNeed(),
                desk.background(), fx, texts), views, themes, window);
        this.model = kept(new ShellModel(texts, desk.machine(), desk.sessions(), desk.usage(), fx));
        this.machine = kept(new MachineModel(texts, desk.machine(), desk.sessions(), desk.usage(), desk.background(),
                fx, new TableAdvisor(images), new Doors(() -> go("images"), () -> go("doctor"), tours.take(),
                        image -> newEnvironment(Optional.of(image)), this::report)));
        this.monitor = kept(new MonitorModel(texts, desk.machine(), desk.sessions(), desk.usage(), desk.background(),
                fx, tours.take()));
        this.catalog = kept(new CatalogModel(images, desk.machine(), desk.background(), fx, texts,
                new CatalogDoors(image -> newEnvironment(Optional.of(image)), this::logIn, () -> go("settings"))));
        this.terminals = new SessionTerminals(desk.sessions(), desk.background(), fx, views,
                new SystemTerminal(os(), System.getenv(), desk.slipway()));
        this.jobs = kept(new JobsBoard(desk.jobs(), desk.background(), fx, texts, this::ended, this::openJobs));
        this.access = kept(new AccessActions(desk.access(), desk.sessions(), desk.background(), fx,
                new AccessActions.Doors(this::browse, this::copy, (line, answer) -> ConsentDialog.ask(line, answer,
                        texts, themes, window.get()), notices)));
        this.sessions = kept(new SessionsModel(sessionsServices()));
        sessions.showNotes(jobs::note);
        jobs.onChange(sessions::notesChanged);
        this.doctor = new DoctorModel(texts, desk.doctor(), desk.report(), desk.background(), fx);
        doctor.stateProperty().subscribe(found -> model.setFindings(found.trouble()));
        this.preferences = kept(new SettingsModel(texts, settings, desk.machine(), desk.background(), fx,
                desk.usualFolder()));
        this.layers = kept(new LayersModel(desk.machine(), desk.layers(), desk.background(), fx, texts));
        this.facts = kept(new FactsModel(desk.facts(), this::factsChanged, desk.background(), fx, texts));
        this.updates = kept(new UpdatesModel(desk.updates(), settings, this::copy, desk.background(), fx, texts));
        this.view = new ShellView(frame, texts, model, pages(), actions(), tours.leave());
    }

    private <T extends AutoCloseable> T kept(T part) {
        open.add(part);
        return part;
    }

    private SessionsServices sessionsServices() {
        return new SessionsServices(desk.sessions(), desk.usage(), desk.environments(), launches, terminals,
                this::browse, this::dockerLine, this::copy,
                environment -> form.open(new LaunchRequest.Edit(environment)), () -> newEnvironment(Optional.empty()),
                this::chooseFile, this::enter, sessionActions(), this::logIn,
                desk.background(), fx, texts, InstantSource.system());
    }

    /** What can be done with a session beyond its card's own buttons, in the order of the menu. */
    private List<SessionAction> sessionActions() {
        var actions = new ArrayList<SessionAction>(access.all());
        actions.addAll(List.of(SessionAction.whileRunning("jobs.run", "fth-play", session -> runJob(session.name())),
                new SessionAction("jobs.show", "fth-list", session ->
                        session.state() instanceof SessionState.Running
                                || session.state() instanceof SessionState.Stopped,
                        session -> openJobs(session.name())),
                SessionAction.whileRunning("layer.add.action", "fth-package", session -> AddDialog.open(
                        new AddModel(session, new AddModel.Services(desk.sessions(), desk.environments(),
                                new Adding(desk.layers(), desk.background()), desk.background(), fx, texts)),
                        views, themes, window.get())),
                new SessionAction("layer.file.action", "fth-file-text", DockerfileModel::offered, session ->
                        DockerfileDialog.open(new DockerfileModel(session, new DockerfileModel.Services(desk.machine(),
                                desk.machine().state().simulated(), desk.layers(), this::copy, desk.background(), fx,
                                texts)), views, themes, window.get())),
                SessionAction.whileRunning("selftest.action", "fth-check-circle", session ->
                SelfTestDialog.open(new SelfTestModel(session.name(), desk.selfTest(), desk.background(), fx, texts),
                        views, themes, window.get()))));
        return actions;
    }

    /** The jobs of a session, in the dock. */
    private void openJobs(String session) {
        var project = desk.sessions().list().stream().filter(it -> it.name().equals(session)).findFirst()
                .flatMap(it -> it.environment().project());
        sessions.openPane("jobs " + session, session, texts.of("jobs.tab", session), () -> new JobsView(
                new JobsModel(session, project, jobs, new JobsModel.Doors(this::follow, this::runJob),
                        InstantSource.system()), views));
    }

    private void follow(Job job) {
        sessions.openOutput(job.session(), jobs.title(job),
                output -> desk.jobs().output(job.id(), JOB_TAIL, true, bytes -> output.accept(bytes.length == 0
                        ? Engine.LogChunk.END : new Engine.LogChunk(bytes, false))));
    }

    private void runJob(String session) {
        RunDialog.open(new RunModel(session, jobs, job -> {
            openJobs(session);
            notices.done(jobs.started(job));
        }), views, themes, window.get());
    }

    /** Says that a job has ended; on the desktop where the user looks elsewhere. */
    private void ended(Job job) {
        var message = jobs.ended(job);
        notices.done(message);
        if (window.get() != null && !window.get().isFocused()) {
            desk.background().run("desktop notice", () -> {
                desk.desktopNotice().accept("Slipway", texts.of(message));
                return true;
            }, _ -> {
            });
        }
    }

    private List<Page> pages() {
        return Place.ALL.stream().map(place -> switch (place.id()) {
            case "machine" -> new Page(place, () -> new MachineView(views, machine, notices).node(), machine::refresh);
            case "images" -> new Page(place, () -> {
                catalog.start();
                return new CatalogView(catalog, views).node();
            }, catalog::refresh);
            case "environments" -> new Page(place, () -> new SessionsView(sessions, views, terminals).node(),
                    sessions::refresh);
            case "monitor" -> new Page(place, () -> new MonitorView(views, monitor, notices).node(), monitor::refresh);
            case "doctor" -> new Page(place,
                    () -> new DoctorView(views, doctor, notices, () -> go("welcome")).node(), doctor::check);
            case "settings" -> new Page(place, () -> {
                facts.start();
                updates.start();
                return new SettingsView(views, preferences, layers, facts, updates).node();
            }, machine::refresh);
            case "welcome" -> new Page(place, this::welcome, doctor::check);
            default -> throw new IllegalStateException("No page for " + place);
        }).toList();
    }

    /** The page of a first start; most users see it once, so that nothing of it is made before. */
    private Node welcome() {
        var env = System.getenv();
        var welcome = kept(new WelcomeModel(new WelcomeServices(desk.machine(), desk.sessions(), images,
                desk.environments(), launches, new FixRun(env), System.getProperty("user.name", ""),
                env.containsKey("DISPLAY") || env.containsKey("WAYLAND_DISPLAY"), desk.home(), doctor::check,
                this::browse, this::copy, this::go, tours.take(), desk.background(), fx, texts)));
        doctor.stateProperty().subscribe(now -> welcome.examined(now.looking(), doctor.examinationProperty().get()));
        return new WelcomeView(views, welcome).node();
    }

    private List<Action> actions() {
        boolean simulated = desk.machine().state().simulated();
        return List.of(
                new Action("shell.action.new-environment", "fth-plus", () -> newEnvironment(Optional.empty())),
                new Action("shell.action.copy-report", "fth-clipboard", this::copyReport),
                simulated ? new Action("shell.action.leave-tour", "fth-log-out", tours.leave())
                        : new Action("shell.action.take-tour", "fth-compass", tours.take()),
                theme("shell.action.light", "fth-sun", Settings.Theme.LIGHT),
                theme("shell.action.dark", "fth-moon", Settings.Theme.DARK),
                theme("shell.action.system", "fth-monitor", Settings.Theme.SYSTEM));
    }

    private Action theme(String key, String icon, Settings.Theme theme) {
        return new Action(key, icon, () -> settings.change(old -> old.withTheme(theme)));
    }

    /** The frame. */
    public ShellView view() {
        return view;
    }

    /** Which page shows. */
    public ShellModel model() {
        return model;
    }

    /** Begins to look at the machine, once the window has been painted; sessions follow when its engine is known. */
    public void start() {
        doctor.check();
        jobs.start();
        if (!desk.machine().state().simulated()) {
            updates.askDaily(version -> notices.news(Text.of("update.news", version), Text.of("update.news.show"),
                    () -> go("settings")));
        }
    }

    /** Goes to a page. */
    public void go(String page) {
        model.show(page);
    }

    /** Shows an environment's file before it may start. */
    public void review(Path file) {
        go("environments");
        form.open(new LaunchRequest.Review(file));
    }

    /** Shows the environments with one that has just been started or kept. */
    private void showEnvironments() {
        go("environments");
        sessions.refresh();
    }

    private void newEnvironment(Optional<String> image) {
        form.open(new LaunchRequest.New(image));
    }

    private void enter(Failure.Fix fix) {
        switch (fix) {
            case OPEN_DOCTOR, START_ENGINE, FREE_DISK -> go("doctor");
            case CHOOSE_OTHER_ENGINE -> go("settings");
            case RETRY, SHOW_LOGS, CHOOSE_OTHER_PORT, PULL_IMAGE, RUN_WITHOUT_GPU, CHOOSE_OTHER_NAME, LOG_IN ->
                    go("environments");
        }
    }

    /** Other facts are in use: all that was judged is judged anew. */
    private void factsChanged() {
        desk.factsChanged().run();
        catalog.factsChanged();
        machine.refresh();
    }

    /** Asks for a login, and does {@code then} once it is right. */
    private void logIn(String registry, Runnable then) {
        desk.logins().get().ifPresent(logins -> LoginDialog.open(new LoginModel(logins, registry, place -> {
            notices.done(Text.of("login.done", registry, place.kept()));
            then.run();
        }, desk.background(), fx, texts), views, themes, window.get()));
    }

    private void chooseFile() {
        var chooser = new FileChooser();
        chooser.setTitle(texts.of("shell.open-file"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Slipway", "*.slipway"));
        var file = chooser.showOpenDialog(window.get());
        if (file != null) {
            review(file.toPath());
        }
    }

    private void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }

    private String report() throws InterruptedException {
        return desk.report().get().text(desk.doctor().examine());
    }

    private void copyReport() {
        desk.background().run("machine report", this::report, outcome -> fx.post(() -> {
            switch (outcome) {
                case Outcome.Done<String>(var text) -> {
                    copy(text);
                    notices.done(Text.of("machine.report.copied"));
                }
                case Outcome.Failed<String>(var failure) -> notices.failed(failure);
            }
        }));
    }

    private void browse(URI address) {
        desk.background().run("open the browser", () -> desk.browse().test(address), outcome -> fx.post(() -> {
            if (!(outcome instanceof Outcome.Done<Boolean>(var opened) && opened)) {
                copy(address.toString());
                notices.done(Text.of("shell.no-browser"));
            }
        }));
    }

    private String dockerLine(Environment environment) throws FailureException {
        var known = desk.machine().state().machine().orElseThrow(() -> new FailureException(
                new Failure.EngineNotReachable("", "")));
        return switch (LaunchPlan.plan(environment, known, Optional.empty(), LaunchInputs.preview(environment))) {
            case LaunchPlan.Ready ready -> DockerCommand.line(ready.spec(), known.engine().orElseThrow().kind());
            case LaunchPlan.Problems(var problems) -> throw new FailureException(
                    new Failure.BadInput(problems.getFirst().text(), ""));
        };
    }

    private static String os() {
        var name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.contains("win") ? "windows" : name.contains("mac") ? "macos" : "linux";
    }

    @Override
    public void close() {
        for (var part : open.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the window did not close", e);
            }
        }
    }
}
