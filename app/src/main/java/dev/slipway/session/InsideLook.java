package dev.slipway.session;

import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import dev.slipway.engine.OneRun;

/**
 * Runs an image's own Python once to learn which PyTorch is inside. It runs foreign code, so only after the user's yes,
 * and shut in, see {@link OneRun}. Blocking.
 */
public final class InsideLook {
    /** The exit code by which the script says that there is no Python. */
    private static final int NO_PYTHON = 87;

    /**
     * Constant; torch.cuda.get_arch_list() answers only where a GPU is, so the flags of the build are read themselves.
     */
    private static final String SCRIPT = """
            for python in python3 python; do
              command -v $python >/dev/null 2>&1 && exec $python -c '
            import shutil, sys
            print("slipway.python=%d.%d" % sys.version_info[:2])
            for server in ("jupyter-lab", "jupyter-notebook"):
                if shutil.which(server):
                    print("slipway.jupyter=" + server)
            try:
                import torch
                print("slipway.torch=" + torch.__version__)
                print("slipway.cuda=" + (torch.version.cuda or ""))
                print("slipway.cudnn=" + str(torch.backends.cudnn.version() or ""))
                if torch.version.cuda:
                    print("slipway.code=" + (torch._C._cuda_getArchFlags() or ""))
            except Exception as error:
                print("slipway.error=" + type(error).__name__)
            '
            done
            exit 87
            """;

    private InsideLook() {
    }

    /** Looks into an image that is on the engine. */
    public static Inside look(Engine engine, String image) throws FailureException, InterruptedException {
        var run = OneRun.of(engine, image, SCRIPT);
        return run.exitCode() == NO_PYTHON ? Inside.NOTHING : Inside.parse(run.output());
    }
}
