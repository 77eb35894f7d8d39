package dev.slipway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sets Logback up: one file a day in the folder that the property {@code slipway.log} names, nothing on the console,
 * which belongs to the commands. In code, because reading an XML file takes a quarter of a second of a command; and the
 * file is only opened when there is something to write.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogFile extends ContextAwareBase implements Configurator {

    /** For Logback, which finds it as a service. */
    public LogFile() {
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null
                || LogFile.class.getResource("/logback-test.xml") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
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
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
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
