package dev.slipway.gpu.nvml;

import java.util.List;

/** NVML's functions that Slipway calls, each with its names from the newest to the oldest of the same shape. */
enum Function {
    INIT("nvmlInit_v2", "nvmlInit"),
    SHUTDOWN("nvmlShutdown"),
    DRIVER_VERSION("nvmlSystemGetDriverVersion"),
    NVML_VERSION("nvmlSystemGetNVMLVersion"),
    CUDA_VERSION("nvmlSystemGetCudaDriverVersion_v2", "nvmlSystemGetCudaDriverVersion"),
    COUNT("nvmlDeviceGetCount_v2", "nvmlDeviceGetCount"),
    HANDLE("nvmlDeviceGetHandleByIndex_v2", "nvmlDeviceGetHandleByIndex"),
    UUID("nvmlDeviceGetUUID"),
    NAME("nvmlDeviceGetName"),
    BRAND("nvmlDeviceGetBrand"),
    PCI("nvmlDeviceGetPciInfo_v3", "nvmlDeviceGetPciInfo_v2", "nvmlDeviceGetPciInfo"),
    CAPABILITY("nvmlDeviceGetCudaComputeCapability"),
    ARCHITECTURE("nvmlDeviceGetArchitecture"),
    MEMORY_V2("nvmlDeviceGetMemoryInfo_v2"),
    MEMORY_V1("nvmlDeviceGetMemoryInfo"),
    UTILIZATION("nvmlDeviceGetUtilizationRates"),
    TEMPERATURE("nvmlDeviceGetTemperature"),
    POWER("nvmlDeviceGetPowerUsage"),
    POWER_LIMIT("nvmlDeviceGetEnforcedPowerLimit", "nvmlDeviceGetPowerManagementLimit"),
    CLOCK("nvmlDeviceGetClockInfo"),
    FAN("nvmlDeviceGetFanSpeed"),
    ECC("nvmlDeviceGetEccMode"),
    MIG("nvmlDeviceGetMigMode"),
    PERFORMANCE_STATE("nvmlDeviceGetPerformanceState"),
    THROTTLE("nvmlDeviceGetCurrentClocksEventReasons", "nvmlDeviceGetCurrentClocksThrottleReasons"),
    COMPUTE_V3("nvmlDeviceGetComputeRunningProcesses_v3"),
    COMPUTE_V2("nvmlDeviceGetComputeRunningProcesses_v2"),
    COMPUTE_V1("nvmlDeviceGetComputeRunningProcesses"),
    GRAPHICS_V3("nvmlDeviceGetGraphicsRunningProcesses_v3"),
    GRAPHICS_V2("nvmlDeviceGetGraphicsRunningProcesses_v2"),
    GRAPHICS_V1("nvmlDeviceGetGraphicsRunningProcesses"),
    /** Never called; whether it exists tells which structure the v3 process functions write. */
    PROTECTED_MEMORY("nvmlDeviceGetConfComputeMemSizeInfo"),
    /** Never called; see {@link #PROTECTED_MEMORY}. */
    PROCESS_DETAILS("nvmlDeviceGetRunningProcessDetailList");

    private final List<String> names;

    Function(String... names) {
        this.names = List.of(names);
    }

    /** The names to look for, best first. */
    List<String> names() {
        return names;
    }

    /** The name in messages. */
    String label() {
        return names.getFirst();
    }
}
