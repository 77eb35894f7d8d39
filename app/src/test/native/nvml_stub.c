/*
 * A stand-in for NVIDIA's libnvidia-ml.so.1. It answers from the file scenario.txt beside the library, read anew at
 * every call, so that a test can change the machine under a running program. The shapes are those of nvml.h.
 *
 * One fact a line, blank-separated, '#' begins a comment:
 *   driver 580.95.05            cuda 13000            nvml 13.580.95.05
 *   init CODE                   what nvmlInit returns
 *   gpu N name WORDS...         gpu N uuid TEXT       gpu N pci TEXT         gpu N brand NUMBER
 *   gpu N capability MAJ MIN    gpu N arch NUMBER
 *   gpu N memory TOTAL RESERVED USED [USED...]        bytes; each question takes the next USED, the last stays
 *   gpu N utilization GPU MEM   gpu N temperature C   gpu N power MILLIWATTS gpu N limit MILLIWATTS
 *   gpu N clocks GRAPHICS MEM   gpu N fan PERCENT     gpu N ecc 0|1          gpu N mig 0|1
 *   gpu N state NUMBER          gpu N throttle MASK
 *   gpu N compute PID BYTES     gpu N graphics PID BYTES     repeated; BYTES "-" is the all-ones "not available"
 *   error FUNCTION CODE [N]     FUNCTION without "nvml" and version suffix; for one GPU or for all
 * What a GPU has no line for answers NOT_SUPPORTED (3).
 *
 * Built with -DOLD it has only what a driver of about 2018 had, with -DV2 the process functions end at v2, with
 * -DPROTECTED they write the longer structure of the first 535 drivers, with -DBARE there are init and count only.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_GPUS 16
#define MOST_USED 64
#define MOST_PROCESSES 2048
#define MOST_ERRORS 64
#define NOT_AVAILABLE (~0ULL)

typedef unsigned long long u64;
typedef struct { unsigned pid; u64 bytes; } process;
typedef struct {
    int there, brand, major, minor, arch, has_memory, used_count, processes[2];
    char name[96], uuid[96], pci[32];
    u64 total, reserved, used[MOST_USED];
    int utilization[2], temperature, power, limit, clocks[2], fan, ecc, mig, state;
    long long throttle;
    process list[2][MOST_PROCESSES];
} gpu;
typedef struct { char function[64]; int code, gpu; } error;
typedef struct { unsigned pid; u64 used; } process_v1;
typedef struct { unsigned pid; u64 used; unsigned gpu_instance, compute_instance; } process_v2;
typedef struct {
    unsigned pid; u64 used; unsigned gpu_instance, compute_instance; u64 protected_used;
} process_protected;
typedef struct { u64 total, free, used; } memory_v1;
typedef struct { unsigned version; u64 total, reserved, free, used; } memory_v2;
typedef struct { char legacy[16]; unsigned domain, bus, device, id, subsystem; char full[32]; } pci_info;

static char driver[80], nvml[80];
static int cuda, init_code, gpu_count, error_count, started;
static gpu gpus[MOST_GPUS];
static error errors[MOST_ERRORS];
static int turns[MOST_GPUS];

static void forget(void) {
    memset(gpus, 0, sizeof gpus);
    for (int i = 0; i < MOST_GPUS; i++) {
        gpu *g = &gpus[i];
        g->brand = g->major = g->arch = g->utilization[0] = g->temperature = g->power = g->limit = -1;
        g->clocks[0] = g->fan = g->ecc = g->mig = g->state = -1;
        g->throttle = -1;
    }
    driver[0] = nvml[0] = 0;
    cuda = -1;
    init_code = gpu_count = error_count = 0;
}

static void gpu_line(gpu *g, const char *what, char *rest) {
    char pid[32], bytes[32];
    if (!strcmp(what, "name")) snprintf(g->name, sizeof g->name, "%s", rest);
    else if (!strcmp(what, "uuid")) sscanf(rest, "%95s", g->uuid);
    else if (!strcmp(what, "pci")) sscanf(rest, "%31s", g->pci);
    else if (!strcmp(what, "brand")) g->brand = atoi(rest);
    else if (!strcmp(what, "capability")) sscanf(rest, "%d %d", &g->major, &g->minor);
    else if (!strcmp(what, "arch")) g->arch = atoi(rest);
    else if (!strcmp(what, "utilization")) sscanf(rest, "%d %d", &g->utilization[0], &g->utilization[1]);
    else if (!strcmp(what, "temperature")) g->temperature = atoi(rest);
    else if (!strcmp(what, "power")) g->power = atoi(rest);
    else if (!strcmp(what, "limit")) g->limit = atoi(rest);
    else if (!strcmp(what, "clocks")) sscanf(rest, "%d %d", &g->clocks[0], &g->clocks[1]);
    else if (!strcmp(what, "fan")) g->fan = atoi(rest);
    else if (!strcmp(what, "ecc")) g->ecc = atoi(rest);
    else if (!strcmp(what, "mig")) g->mig = atoi(rest);
    else if (!strcmp(what, "state")) g->state = atoi(rest);
    else if (!strcmp(what, "throttle")) g->throttle = strtoll(rest, 0, 0);
    else if (!strcmp(what, "memory")) {
        char *at = rest;
        g->has_memory = 1;
        g->total = strtoull(at, &at, 10);
        g->reserved = strtoull(at, &at, 10);
        for (char *end; g->used_count < MOST_USED; at = end) {
            u64 used = strtoull(at, &end, 10);
            if (end == at) break;
            g->used[g->used_count++] = used;
        }
    } else if (!strcmp(what, "compute") || !strcmp(what, "graphics")) {
        int list = what[0] == 'g';
        if (sscanf(rest, "%31s %31s", pid, bytes) == 2 && g->processes[list] < MOST_PROCESSES) {
            process *p = &g->list[list][g->processes[list]++];
            p->pid = (unsigned) strtoul(pid, 0, 10);
            p->bytes = bytes[0] == '-' ? NOT_AVAILABLE : strtoull(bytes, 0, 10);
        }
    }
}

static void load(void) {
    Dl_info here;
    char path[4096], line[8192];
    forget();
    if (!dladdr((void *) load, &here)) return;
    const char *slash = strrchr(here.dli_fname, '/');
    snprintf(path, sizeof path, "%.*s/scenario.txt", slash ? (int) (slash - here.dli_fname) : 1,
             slash ? here.dli_fname : ".");
    FILE *file = fopen(path, "r");
    if (!file) return;
    while (fgets(line, sizeof line, file)) {
        char word[64], what[64];
        int number, at = 0;
        line[strcspn(line, "#\r\n")] = 0;
        if (sscanf(line, "gpu %d %63s %n", &number, what, &at) == 2 && number >= 0 && number < MOST_GPUS) {
            gpus[number].there = 1;
            if (number >= gpu_count) gpu_count = number + 1;
            gpu_line(&gpus[number], what, line + at);
        } else if (sscanf(line, "driver %79s", driver) == 1 || sscanf(line, "nvml %79s", nvml) == 1
                   || sscanf(line, "cuda %d", &cuda) == 1 || sscanf(line, "init %d", &init_code) == 1) {
            continue;
        } else if (sscanf(line, "error %63s %n", word, &at) == 1 && error_count < MOST_ERRORS) {
            error *e = &errors[error_count++];
            e->gpu = -1;
            strcpy(e->function, word);
            if (sscanf(line + at, "%d %d", &e->code, &e->gpu) < 1) e->code = 999;
        }
    }
    fclose(file);
}

/* Every function begins here: reads the scenario and gives the error it asks for. */
static int asked(const char *function, gpu *device, int needs_start) {
    load();
    if (needs_start && !started) return 1;
    for (int i = 0; i < error_count; i++) {
        if (!strcmp(errors[i].function, function)
            && (errors[i].gpu < 0 || (device && device == &gpus[errors[i].gpu]))) return errors[i].code;
    }
    return 0;
}

#define BEGIN(function, device) do { int code_ = asked(function, device, 1); if (code_) return code_; } while (0)

static int start(void) {
    int code = asked("Init", 0, 0);
    if (code || init_code) return code ? code : init_code;
    if (!started++) memset(turns, 0, sizeof turns);
    return 0;
}
static int count(unsigned *out) { BEGIN("DeviceGetCount", 0); *out = (unsigned) gpu_count; return 0; }

int nvmlInit(void) { return start(); }
int nvmlDeviceGetCount(unsigned *out) { return count(out); }
#ifndef OLD
int nvmlInit_v2(void) { return start(); }
int nvmlDeviceGetCount_v2(unsigned *out) { return count(out); }
#endif

#ifndef BARE
static int words(const char *text, char *out, unsigned length) {
    if (!text[0]) return 3;
    if (strlen(text) + 1 > length) return 7;
    strcpy(out, text);
    return 0;
}

static int number(int value, unsigned *out) {
    if (value < 0) return 3;
    *out = (unsigned) value;
    return 0;
}

static int handle(unsigned index, gpu **out) {
    load();
    if (index >= MOST_GPUS) return 2;
    BEGIN("DeviceGetHandleByIndex", &gpus[index]);
    *out = &gpus[index];
    return gpus[index].there ? 0 : 2;
}
int nvmlShutdown(void) { if (!started) return 1; started--; return 0; }
int nvmlDeviceGetHandleByIndex(unsigned index, gpu **out) { return handle(index, out); }
int nvmlSystemGetDriverVersion(char *out, unsigned n) {
    BEGIN("SystemGetDriverVersion", 0);
    return words(driver, out, n);
}
int nvmlSystemGetNVMLVersion(char *out, unsigned n) { BEGIN("SystemGetNVMLVersion", 0); return words(nvml, out, n); }
int nvmlSystemGetCudaDriverVersion(unsigned *out) { BEGIN("SystemGetCudaDriverVersion", 0); return number(cuda, out); }
int nvmlDeviceGetUUID(gpu *g, char *out, unsigned n) { BEGIN("DeviceGetUUID", g); return words(g->uuid, out, n); }
int nvmlDeviceGetName(gpu *g, char *out, unsigned n) { BEGIN("DeviceGetName", g); return words(g->name, out, n); }
int nvmlDeviceGetBrand(gpu *g, unsigned *out) { BEGIN("DeviceGetBrand", g); return number(g->brand, out); }
int nvmlDeviceGetTemperature(gpu *g, int sensor, unsigned *out) {
    BEGIN("DeviceGetTemperature", g);
    return sensor ? 2 : number(g->temperature, out);
}
int nvmlDeviceGetPowerUsage(gpu *g, unsigned *out) { BEGIN("DeviceGetPowerUsage", g); return number(g->power, out); }
int nvmlDeviceGetPowerManagementLimit(gpu *g, unsigned *out) {
    BEGIN("DeviceGetPowerManagementLimit", g);
    return number(g->limit, out);
}
int nvmlDeviceGetFanSpeed(gpu *g, unsigned *out) { BEGIN("DeviceGetFanSpeed", g); return number(g->fan, out); }
int nvmlDeviceGetPerformanceState(gpu *g, unsigned *out) {
    BEGIN("DeviceGetPerformanceState", g);
    return number(g->state, out);
}
int nvmlDeviceGetClockInfo(gpu *g, int which, unsigned *out) {
    BEGIN("DeviceGetClockInfo", g);
    return which == 0 ? number(g->clocks[0], out) : which == 2 && g->clocks[0] >= 0 ? number(g->clocks[1], out) : 3;
}
int nvmlDeviceGetUtilizationRates(gpu *g, unsigned *out) {
    BEGIN("DeviceGetUtilizationRates", g);
    if (g->utilization[0] < 0) return 3;
    out[0] = (unsigned) g->utilization[0];
    out[1] = (unsigned) g->utilization[1];
    return 0;
}
int nvmlDeviceGetEccMode(gpu *g, unsigned *now, unsigned *next) {
    BEGIN("DeviceGetEccMode", g);
    return number(g->ecc, next) ? 3 : number(g->ecc, now);
}
int nvmlDeviceGetCudaComputeCapability(gpu *g, int *major, int *minor) {
    BEGIN("DeviceGetCudaComputeCapability", g);
    if (g->major < 0) return 3;
    *major = g->major;
    *minor = g->minor;
    return 0;
}
/* The bus id as the oldest drivers gave it, with no long form. */
static int pci(gpu *g, pci_info *out, int full) {
    BEGIN("DeviceGetPciInfo", g);
    if (!g->pci[0]) return 3;
    snprintf(out->legacy, sizeof out->legacy, "%s", strlen(g->pci) > 12 ? g->pci + 4 : g->pci);
    if (full) snprintf(out->full, sizeof out->full, "%s", g->pci);
    else memset(out->full, 0xff, 16);
    return 0;
}
int nvmlDeviceGetPciInfo(gpu *g, pci_info *out) { return pci(g, out, 0); }

static u64 used_now(gpu *g, int count) {
    int index = (int) (g - gpus), turn = turns[index];
    if (g->used_count == 0) return 0;
    if (turn >= g->used_count) turn = g->used_count - 1;
    if (count) turns[index]++;
    return g->used[turn];
}
int nvmlDeviceGetMemoryInfo(gpu *g, memory_v1 *out) {
    BEGIN("DeviceGetMemoryInfo", g);
    if (!g->has_memory) return 3;
    out->total = g->total;
    out->used = used_now(g, 1) + g->reserved;
    out->free = out->total - out->used;
    return 0;
}
static int list_v1(const char *function, gpu *g, int which, unsigned *slots, process_v1 *out) {
    BEGIN(function, g);
    unsigned room = *slots;
    *slots = (unsigned) g->processes[which];
    if (*slots > room) return 7;
    for (unsigned i = 0; i < *slots; i++) out[i] = (process_v1) {g->list[which][i].pid, g->list[which][i].bytes};
    return 0;
}
int nvmlDeviceGetComputeRunningProcesses(gpu *g, unsigned *slots, process_v1 *out) {
    return list_v1("DeviceGetComputeRunningProcesses", g, 0, slots, out);
}
int nvmlDeviceGetGraphicsRunningProcesses(gpu *g, unsigned *slots, process_v1 *out) {
    return list_v1("DeviceGetGraphicsRunningProcesses", g, 1, slots, out);
}
#ifdef OLD
int nvmlDeviceGetCurrentClocksThrottleReasons(gpu *g, u64 *out) {
    BEGIN("DeviceGetCurrentClocksThrottleReasons", g);
    *out = (u64) g->throttle;
    return g->throttle < 0 ? 3 : 0;
}
#else
int nvmlDeviceGetHandleByIndex_v2(unsigned index, gpu **out) { return handle(index, out); }
int nvmlSystemGetCudaDriverVersion_v2(unsigned *out) { return nvmlSystemGetCudaDriverVersion(out); }
int nvmlDeviceGetPciInfo_v3(gpu *g, pci_info *out) { return pci(g, out, 1); }
int nvmlDeviceGetArchitecture(gpu *g, unsigned *out) { BEGIN("DeviceGetArchitecture", g); return number(g->arch, out); }
int nvmlDeviceGetEnforcedPowerLimit(gpu *g, unsigned *out) {
    BEGIN("DeviceGetEnforcedPowerLimit", g);
    return number(g->limit, out);
}
int nvmlDeviceGetMigMode(gpu *g, unsigned *now, unsigned *next) {
    BEGIN("DeviceGetMigMode", g);
    return number(g->mig, next) ? 3 : number(g->mig, now);
}
int nvmlDeviceGetCurrentClocksEventReasons(gpu *g, u64 *out) {
    BEGIN("DeviceGetCurrentClocksEventReasons", g);
    *out = (u64) g->throttle;
    return g->throttle < 0 ? 3 : 0;
}
int nvmlDeviceGetMemoryInfo_v2(gpu *g, memory_v2 *out) {
    BEGIN("DeviceGetMemoryInfo_v2", g);
    if (out->version != (sizeof *out | 2u << 24)) return 25;
    if (!g->has_memory) return 3;
    out->total = g->total;
    out->reserved = g->reserved;
    out->used = used_now(g, 1);
    out->free = out->total - out->reserved - out->used;
    return 0;
}
#ifdef PROTECTED
typedef process_protected newest;
#define ENTRY(p) (newest) {(p).pid, (p).bytes, ~0u, ~0u, 0}
int nvmlDeviceGetConfComputeMemSizeInfo(gpu *g, void *out) { (void) g; (void) out; return 3; }
#else
typedef process_v2 newest;
#define ENTRY(p) (newest) {(p).pid, (p).bytes, ~0u, ~0u}
#endif
static int list(const char *function, gpu *g, int which, unsigned *slots, newest *out) {
    BEGIN(function, g);
    unsigned room = *slots;
    *slots = (unsigned) g->processes[which];
    if (*slots > room) return 7;
    for (unsigned i = 0; i < *slots; i++) out[i] = ENTRY(g->list[which][i]);
    return 0;
}
#ifdef V2
#define NEWEST(name) name##_v2
#else
#define NEWEST(name) name##_v3
#endif
int NEWEST(nvmlDeviceGetComputeRunningProcesses)(gpu *g, unsigned *slots, newest *out) {
    return list("DeviceGetComputeRunningProcesses", g, 0, slots, out);
}
int NEWEST(nvmlDeviceGetGraphicsRunningProcesses)(gpu *g, unsigned *slots, newest *out) {
    return list("DeviceGetGraphicsRunningProcesses", g, 1, slots, out);
}
#endif
#endif
