package dev.slipway.ui.login;

import dev.slipway.base.Failure;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The dialog for a login. FX thread. */
public final class LoginView {
    private final LoginModel model;
    private final Views views;
    private final Parent node;

    @FXML private Label title;
    @FXML private Node trouble;
    @FXML private Label troubleTitle;
    @FXML private Label troubleAdvice;
    @FXML private Node guide;
    @FXML private VBox steps;
    @FXML private Label registry;
    @FXML private TextField user;
    @FXML private Label secretLabel;
    @FXML private PasswordField secret;
    @FXML private Label place;
    @FXML private Node checking;
    @FXML private Label checkingWords;
    @FXML private Button logIn;

    /** Loads the dialog. */
    public LoginView(LoginModel model, Views views) {
        this.model = model;
        this.views = views;
        this.node = views.load(this);
    }

    /** The dialog. */
    public Parent node() {
        return node;
    }

    /** Puts the cursor where the user has something to type. */
    void focus() {
        (model.userGiven() ? secret : user).requestFocus();
    }

    @FXML
    private void initialize() {
        title.setText(model.title());
        registry.setText(model.registry());
        steps.getChildren().setAll(model.guide().stream().map(LoginView::step).toList());
        Presence.set(guide, !model.guide().isEmpty());
        user.textProperty().bindBidirectional(model.userProperty());
        user.setEditable(!model.userGiven());
        secretLabel.setText(model.secretWord());
        secret.textProperty().bindBidirectional(model.secretProperty());
        secret.setAccessibleText(model.secretWord());
        checkingWords.setText(views.texts().of("login.checking", model.registry()));
        logIn.disableProperty().bind(model.canLogInBinding().not());
        model.stateProperty().subscribe(this::show);
    }

    private static Label step(String words) {
        var label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private void show(LoginState state) {
        place.setText(state.place());
        Presence.set(checking, state.checking());
        user.setDisable(state.checking());
        secret.setDisable(state.checking());
        fail(state.failure());
    }

    private void fail(Optional<Failure> failure) {
        Presence.set(trouble, failure.isPresent());
        failure.ifPresent(it -> {
            troubleTitle.setText(views.texts().of(it.title()));
            troubleAdvice.setText(views.texts().of(it.advice()));
            // Asking took the focus away from what was disabled meanwhile, to the button that gives up.
            secret.requestFocus();
            secret.selectAll();
        });
    }

    @FXML
    private void logIn() {
        model.logIn();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }
}
