package dev.slipway.environment;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ImageConfig;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import java.util.List;
import java.util.Optional;

/**
 * What exactly will run for an environment on a machine, or why it cannot. Pure: the preview and the launch share it.
 *
 * <p>Its defaults are the safe ones. Jupyter is published on 127.0.0.1 only and has its own secret. The container runs
 * as the caller, so that files in the project folder belong to the caller. Nothing of the host is mounted but the
 * project folder.
 */
public sealed interface LaunchPlan {
    /** Marks Slipway's containers; holds the session's name. */
    String NAME_LABEL = "dev.slipway.name";
    /** The environment as its file would hold it. */
    String ENVIRONMENT_LABEL = "dev.slipway.environment";
    /** UUIDs of the GPUs given, with commas. */
    String GPUS_LABEL = "dev.slipway.gpus";
    /** The session's colour. */
    String COLOUR_LABEL = "dev.slipway.colour";
    /** The launch that made the container. */
    String LAUNCH_LABEL = "dev.slipway.launch";
    /** The user whose session it is: a user number, where there are any. */
    String USER_LABEL = "dev.slipway.user";
    /** The published port of Jupyter. */
    String PORT_LABEL = "dev.slipway.jupyter-port";
    /** Begins the labels of the other published ports; their purpose follows, see {@link FurtherPorts}. */
    String PORTS_LABEL = "dev.slipway.port.";

    /**
     * It can run.
     *
     * @param spec the container
     * @param gpus the GPUs it gets
     * @param warnings what the user should know
     */
    record Ready(ContainerSpec spec, List<Gpu> gpus, List<Text> warnings) implements LaunchPlan {
        /** Freezes the lists. */
        public Ready {
            gpus = List.copyOf(gpus);
            warnings = List.copyOf(warnings);
        }
    }

    /** It cannot run; there is at least one problem. */
    record Problems(List<Problem> problems) implements LaunchPlan {
        /** Freezes the list. */
        public Problems {
            problems = List.copyOf(problems);
        }
    }

    /**
     * One thing in the way.
     *
     * @param field what it is about
     * @param text what is wrong and what to do
     * @param fix what Slipway can do about it
     */
    record Problem(Field field, Text text, Optional<Failure.Fix> fix) {
        /** The problem as a failure: missing GPU access has its own. */
        public Failure failure() {
            return field == Field.GPU_ACCESS ? new Failure.GpuAccessMissing("") : new Failure.BadInput(text, "");
        }
    }

    /** Parts of an environment, or of the machine, that a problem can be about. */
    enum Field {
        NAME, IMAGE, GPUS, GPU_ACCESS, PROJECT, LIMITS, PACKAGES, ENGINE
    }

    /**
     * Plans a launch.
     *
     * @param image the image's configuration, once it is on the engine
     */
    static LaunchPlan plan(Environment environment, Machine machine, Optional<ImageConfig> image,
            LaunchInputs inputs) {
        return new LaunchPlanner(environment, machine, image, inputs).plan();
    }
}
