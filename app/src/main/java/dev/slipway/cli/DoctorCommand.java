package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Finding;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong with this machine and how to mend it. What it finds is its answer, so it ends with 0. */
@Command(name = "doctor")
final class DoctorCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    @Option(names = "--report", descriptionKey = "cli.option.report")
    private boolean report;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        var examination = context.services().doctor().examine();
        if (json) {
            var array = Json.array();
            examination.findings().forEach(finding -> array.add(json(finding)));
            Json.print(context.console(), array);
        } else if (report) {
            context.console().line(context.services().report().text(examination));
            return Failures.DONE;
        } else {
            print(examination);
        }
        // The question is whether this machine is ready; a warning leaves it so.
        return examination.findings().stream().anyMatch(finding -> finding.severity() == Finding.Severity.PROBLEM)
                ? Failures.NO : Failures.DONE;
    }

    private void print(Doctor.Examination examination) {
        var console = context.console();
        if (examination.state().simulated()) {
            context.say("cli.simulated");
        }
        for (var finding : examination.findings()) {
            console.line(console.mark(finding.severity(), word(finding.severity())) + "  "
                    + console.strong(Console.safe(context.texts().of(finding.title()))));
            console.line("  " + context.texts().of(finding.cause()));
            finding.evidence().forEach(evidence -> console.line("  | " + evidence));
            finding.fix().ifPresent(fix -> {
                console.line("  → " + context.texts().of(fix.text()));
                fix.commands().forEach(command -> console.line("      " + command));
                if (fix.thenReboot()) {
                    console.line("    " + context.text("doctor.needs-reboot"));
                }
            });
        }
        if (examination.allWell()) {
            console.line("");
            context.say("doctor.all-well");
        }
    }

    private String word(Finding.Severity severity) {
        return context.text("doctor.severity." + id(severity));
    }

    private static String id(Finding.Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode json(Finding finding) {
        var texts = context.texts();
        var json = Json.object().put("id", finding.id()).put("severity", id(finding.severity()))
                .put("title", texts.of(finding.title())).put("cause", texts.of(finding.cause()));
        json.set("evidence", Json.array(finding.evidence()));
        finding.fix().ifPresentOrElse(fix -> {
            var node = json.putObject("fix").put("text", texts.of(fix.text()));
            node.set("commands", Json.array(fix.commands()));
            node.put("needsAdmin", fix.needsAdmin()).put("needsReboot", fix.needsReboot());
        }, () -> json.putNull("fix"));
        return json;
    }
}
