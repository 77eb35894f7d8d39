package dev.slipway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback, set up: one file a day in the folder that the property {@code slipway.log} names, nothing on the console,
 * which belongs to the commands. In code, because reading an XML file takes a quarter of a second of a command; and
 * SLF4J is told of it by name ({@code slf4j.provider}), since both would otherwise look into every library for one that
 * sets them up. The file is only opened when there is something to write.
 */
public final class LogFile implements SLF4JServiceProvider {
    /** The newest SLF4J this was written for. */
    private static final String SLF4J = "2.0.99";

    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();

    /** For SLF4J, which finds it by its name. */
    public LogFile() {
    }

    @Override
    public void initialize() {
        context.setName(CoreConstants.DEFAULT_CONTEXT_NAME);
        context.setMDCAdapter(diagnostics);
        var file = new Opened();
        file.setContext(context);
        file.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(file);
        context.getLogger("dev.slipway").setLevel(Level.INFO);
        // These repeat, at length, what Slipway itself says once.
        context.getLogger("com.github.dockerjava").setLevel(Level.ERROR);
        context.getLogger("oshi").setLevel(Level.ERROR);
        context.start();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return diagnostics;
    }

    @Override
    public String getRequestedApiVersion() {
        return SLF4J;
    }

    /** The file, opened for the first event. */
    private static final class Opened extends AppenderBase<ILoggingEvent> {
        private Optional<RollingFileAppender<ILoggingEvent>> file = Optional.empty();

        @Override
        protected void append(ILoggingEvent event) {
            if (file.isEmpty()) {
                file = Optional.of(open());
            }
            file.get().doAppend(event);
        }

        private RollingFileAppender<ILoggingEvent> open() {
            var folder = System.getProperty("slipway.log",
                    Path.of(System.getProperty("java.io.tmpdir"), "slipway-log").toString());
            var encoder = new PatternLayoutEncoder();
            encoder.setContext(getContext());
            encoder.setCharset(StandardCharsets.UTF_8);
            encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{20} [%thread] %msg%n");
            encoder.start();
            var opened = new RollingFileAppender<ILoggingEvent>();
            opened.setContext(getContext());
            // The window and a command may write at the same time.
            opened.setPrudent(true);
            opened.setEncoder(encoder);
            var daily = new TimeBasedRollingPolicy<ILoggingEvent>();
            daily.setContext(getContext());
            daily.setFileNamePattern(folder + "/slipway.%d{yyyy-MM-dd}.log");
            daily.setMaxHistory(7);
            daily.setTotalSizeCap(FileSize.valueOf("20MB"));
            daily.setParent(opened);
            daily.start();
            opened.setRollingPolicy(daily);
            opened.start();
            return opened;
        }

        @Override
        public void stop() {
            file.ifPresent(RollingFileAppender::stop);
            super.stop();
        }
    }
}
