package dev.slipway.gpu.nvml;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;

/** What NVML's return codes mean. */
enum Code {
    UNINITIALIZED(1, Reason.ERROR, "NVML was not started"),
    INVALID_ARGUMENT(2, Reason.ERROR, "an argument is invalid"),
    NOT_SUPPORTED(3, Reason.NOT_SUPPORTED, "this GPU has no such thing"),
    NO_PERMISSION(4, Reason.NO_PERMISSION, "this user may not ask"),
    ALREADY_INITIALIZED(5, Reason.ERROR, "NVML was started already"),
    NOT_FOUND(6, Reason.NOT_KNOWN, "not found"),
    INSUFFICIENT_SIZE(7, Reason.ERROR, "the answer does not fit"),
    INSUFFICIENT_POWER(8, Reason.ERROR, "a power cable of the GPU is not connected"),
    DRIVER_NOT_LOADED(9, Reason.ERROR, "the NVIDIA kernel module is not loaded"),
    TIMEOUT(10, Reason.ERROR, "the GPU did not answer in time"),
    IRQ_ISSUE(11, Reason.ERROR, "the kernel reports an interrupt problem of the GPU"),
    LIBRARY_NOT_FOUND(12, Reason.NO_LIBRARY, "a library of the driver is missing"),
    FUNCTION_NOT_FOUND(13, Reason.DRIVER_TOO_OLD, "this driver has no such function"),
    CORRUPTED_INFOROM(14, Reason.ERROR, "the GPU's own memory of facts is damaged"),
    GPU_IS_LOST(15, Reason.GPU_LOST, "the GPU has fallen off the bus"),
    RESET_REQUIRED(16, Reason.GPU_LOST, "the GPU must be reset"),
    OPERATING_SYSTEM(17, Reason.NO_PERMISSION, "the operating system blocks the GPU's device"),
    LIB_RM_VERSION_MISMATCH(18, Reason.LIBRARY_MISMATCH, "the driver's library and its kernel module differ"),
    IN_USE(19, Reason.ERROR, "the GPU is in use"),
    MEMORY(20, Reason.ERROR, "no memory"),
    NO_DATA(21, Reason.NOT_KNOWN, "no data yet"),
    VGPU_ECC_NOT_SUPPORTED(22, Reason.NOT_SUPPORTED, "not available with ECC on"),
    INSUFFICIENT_RESOURCES(23, Reason.ERROR, "the driver is out of resources"),
    FREQ_NOT_SUPPORTED(24, Reason.NOT_SUPPORTED, "no such frequency"),
    ARGUMENT_VERSION_MISMATCH(25, Reason.DRIVER_TOO_OLD, "this driver does not know this form of the question"),
    DEPRECATED(26, Reason.NOT_SUPPORTED, "no longer told by this driver"),
    NOT_READY(27, Reason.NOT_KNOWN, "the system is not ready"),
    GPU_NOT_FOUND(28, Reason.NOT_KNOWN, "the driver found no GPU"),
    INVALID_STATE(29, Reason.ERROR, "not possible in this state"),
    RESET_TYPE_NOT_SUPPORTED(30, Reason.NOT_SUPPORTED, "no such reset"),
    UNKNOWN(999, Reason.ERROR, "an internal error of the driver");

    /** NVML_SUCCESS. */
    static final int SUCCESS = 0;

    private static final Code[] ALL = values();

    private final int number;
    private final Reason reason;
    /** Made once: a GPU without a fan says so at every sample. */
    private final String detail;

    Code(int number, Reason reason, String words) {
        this.number = number;
        this.reason = reason;
        this.detail = "NVML_ERROR_" + name() + " (" + number + "): " + words;
    }

    int number() {
        return number;
    }

    /** The missing reading for a return code other than {@link #SUCCESS}; new codes of later drivers are errors. */
    static <T> Reading<T> missing(int number) {
        for (var code : ALL) {
            if (code.number == number) {
                return Reading.missing(code.reason, code.detail);
            }
        }
        return Reading.missing(Reason.ERROR, "NVML error " + number);
    }
}
