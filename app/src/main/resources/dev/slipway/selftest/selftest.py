"""Slipway's self-test: proves what the GPUs of a session do, from inside its container, with the image's own Python.

It is handed over as the environment variable SLIPWAY_SELFTEST and run by exec(), so that nothing has to be written into
the image. It prints progress as lines "slipway.step NAME", and at the end one line "slipway.result JSON". Nothing in it
needs more than the standard library; what needs PyTorch says so when there is none. A part that fails says why and
leaves the others alone.

Settings, by environment: SLIPWAY_SELFTEST_PARTS (names with commas), SLIPWAY_SELFTEST_MODES (of torch.compile).
"""
import sys
# With -c, the working folder comes first; what lies there is not the image's own.
sys.path[:] = [place for place in sys.path if place]

import ctypes
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import tempfile
import time

LONGEST_ERROR = 600
COMPILE_MODES = ("default", "reduce-overhead", "max-autotune")
BLOCKS = 5


def say(kind, text):
    print("slipway." + kind + " " + text, flush=True)


def plain(error):
    words = str(error).strip() or type(error).__name__
    return (type(error).__name__ + ": " + words)[:LONGEST_ERROR]


# ---- what the driver says, without any framework ---------------------------------------------------------------------

def driver_version():
    """The kernel driver's version, by NVML; containers see the same one as the host."""
    for name in ("libnvidia-ml.so.1", "libnvidia-ml.so"):
        try:
            nvml = ctypes.CDLL(name)
            if nvml.nvmlInit_v2() != 0:
                continue
            text = ctypes.create_string_buffer(96)
            if nvml.nvmlSystemGetDriverVersion(text, 96) == 0:
                return text.value.decode("ascii", "replace")
        except (OSError, AttributeError):
            continue
    return None


def devices():
    """The GPUs that CUDA's driver library gives this process."""
    cuda = None
    for name in ("libcuda.so.1", "libcuda.so"):
        try:
            cuda = ctypes.CDLL(name)
            break
        except OSError as error:
            problem = plain(error)
    if cuda is None:
        return {"error": "libcuda.so.1 cannot be loaded: " + problem, "gpus": []}
    code = cuda.cuInit(0)
    if code != 0:
        return {"error": "cuInit answers with error " + str(code), "gpus": []}
    version = ctypes.c_int()
    cuda.cuDriverGetVersion(ctypes.byref(version))
    count = ctypes.c_int()
    cuda.cuDeviceGetCount(ctypes.byref(count))
    gpus = []
    for index in range(count.value):
        device = ctypes.c_int()
        cuda.cuDeviceGet(ctypes.byref(device), index)
        name = ctypes.create_string_buffer(128)
        cuda.cuDeviceGetName(name, 128, device)
        uuid = (ctypes.c_ubyte * 16)()
        (getattr(cuda, "cuDeviceGetUuid_v2", None) or cuda.cuDeviceGetUuid)(ctypes.byref(uuid), device)
        memory = ctypes.c_size_t()
        cuda.cuDeviceTotalMem_v2(ctypes.byref(memory), device)
        major, minor = ctypes.c_int(), ctypes.c_int()
        cuda.cuDeviceGetAttribute(ctypes.byref(major), 75, device)
        cuda.cuDeviceGetAttribute(ctypes.byref(minor), 76, device)
        digits = bytes(uuid).hex()
        gpus.append({
            "uuid": "GPU-" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])),
            "name": name.value.decode("utf-8", "replace"),
            "capability": "%d.%d" % (major.value, minor.value),
            "memoryBytes": memory.value,
        })
    return {"gpus": gpus, "cudaOfDriver": "%d.%d" % (version.value // 1000, version.value % 1000 // 10)}


def software():
    found = {"python": platform.python_version()}
    try:
        import torch
    except Exception as error:
        found["error"] = plain(error)
        return found
    found["torch"] = torch.__version__
    found["cuda"] = torch.version.cuda
    found["cudnn"] = str(torch.backends.cudnn.version() or "") or None
    found["available"] = torch.cuda.is_available()
    found["archs"] = torch.cuda.get_arch_list() if torch.cuda.is_available() else []
    found["compiler"] = compiler()
    try:
        import triton
        found["triton"] = triton.__version__
    except Exception:
        found["triton"] = None
    if torch.cuda.is_available():
        try:
            found["nccl"] = ".".join(str(part) for part in torch.cuda.nccl.version())
        except Exception:
            found["nccl"] = None
    return found


def compiler():
    for name in (os.environ.get("CC") or "", "gcc", "clang", "cc"):
        if name and shutil.which(name):
            return name
    return None


# ---- measuring -------------------------------------------------------------------------------------------------------

def milliseconds(torch, work, least_seconds=0.25):
    """The median time of one call, of blocks long enough to be told apart from noise; warm-up is not counted."""
    for _ in range(3):
        work()
    torch.cuda.synchronize()
    begin = time.perf_counter()
    work()
    torch.cuda.synchronize()
    once = max(time.perf_counter() - begin, 1e-6)
    calls = max(1, min(2000, int(least_seconds / BLOCKS / once)))
    times = []
    for _ in range(BLOCKS):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        for _ in range(calls):
            work()
        end.record()
        torch.cuda.synchronize()
        times.append(start.elapsed_time(end) / calls)
    return sorted(times)[BLOCKS // 2]


def matmul(torch):
    """Square products, the best of a few sizes: TFLOP/s. TF32 is off for fp32, so that it is really fp32."""
    rates = []
    for index in range(torch.cuda.device_count()):
        with torch.cuda.device(index):
            free = torch.cuda.mem_get_info()[0]
            native = torch.cuda.get_device_capability()[0] >= 8
            torch.backends.cuda.matmul.allow_tf32 = False
            for name, dtype, sizes in (("bf16" if native else "fp16", torch.bfloat16 if native else torch.float16,
                                        (4096, 8192, 16384)), ("fp32", torch.float32, (4096, 8192))):
                best = None
                for size in sizes:
                    if 3 * size * size * torch.empty((), dtype=dtype).element_size() > free * 0.7:
                        continue
                    a = torch.randn(size, size, device="cuda").to(dtype)
                    b = torch.randn(size, size, device="cuda").to(dtype)
                    out = torch.empty(size, size, device="cuda", dtype=dtype)
                    ms = milliseconds(torch, lambda: torch.matmul(a, b, out=out), 0.5)
                    rate = 2 * size ** 3 / ms / 1e9
                    if best is None or rate > best["teraflops"]:
                        best = {"gpu": index, "type": name, "size": size, "teraflops": rate}
                    del a, b, out
                    torch.cuda.empty_cache()
                if best:
                    rates.append(best)
    return rates


def copies(torch):
    """Pinned memory to the GPU and back: GB/s (10^9 bytes)."""
    speeds = []
    for index in range(torch.cuda.device_count()):
        with torch.cuda.device(index):
            size = 256 << 20
            host = torch.empty(size, dtype=torch.uint8, pin_memory=True)
            there = torch.empty(size, dtype=torch.uint8, device="cuda")
            to = milliseconds(torch, lambda: there.copy_(host, non_blocking=True))
            back = milliseconds(torch, lambda: host.copy_(there, non_blocking=True))
            speeds.append({"gpu": index, "toDevice": size / to / 1e6, "toHost": size / back / 1e6})
    return speeds


# ---- two small models, written out here because images need not hold torchvision -------------------------------------

def resnet(torch):
    nn = torch.nn

    class Block(nn.Module):
        def __init__(self, inside, outside, stride):
            super().__init__()
            self.one = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
            self.one_norm = nn.BatchNorm2d(outside)
            self.two = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
            self.two_norm = nn.BatchNorm2d(outside)
            self.short = nn.Sequential() if stride == 1 and inside == outside else nn.Sequential(
                nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))

        def forward(self, x):
            y = torch.relu(self.one_norm(self.one(x)))
            return torch.relu(self.two_norm(self.two(y)) + self.short(x))

    layers = [nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    inside = 64
    for outside, stride in ((64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1)):
        layers.append(Block(inside, outside, stride))
        inside = outside
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10)]
    return nn.Sequential(*layers), lambda dtype: torch.randn(32, 3, 32, 32, device="cuda", dtype=dtype)


def transformer(torch):
    nn = torch.nn

    class Layer(nn.Module):
        def __init__(self, width, heads):
            super().__init__()
            self.heads = heads
            self.norm_one, self.norm_two = nn.LayerNorm(width), nn.LayerNorm(width)
            self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

        def forward(self, x):
            batch, length, width = x.shape
            parts = self.qkv(self.norm_one(x)).view(batch, length, 3, self.heads, width // self.heads)
            q, k, v = parts.permute(2, 0, 3, 1, 4)
            y = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
            x = x + self.out(y.transpose(1, 2).reshape(batch, length, width))
            return x + self.down(nn.functional.gelu(self.up(self.norm_two(x))))

    model = nn.Sequential(*[Layer(512, 8) for _ in range(6)], nn.LayerNorm(512))
    return model, lambda dtype: torch.randn(8, 256, 512, device="cuda", dtype=dtype)


def relative_error(result, reference):
    difference = (result.float() - reference.float()).norm()
    error = float(difference / reference.float().norm().clamp_min(1e-12))
    if not error < 1e6:
        raise RuntimeError("the compiled model's result is not a number, or far from eager's")
    return error


def compile_runs(torch, modes):
    """torch.compile against eager, inference and a training step, both in bf16 (fp16 before Ampere), on the first GPU.

    A mode's peak memory is that of its whole run, compiling and capturing included: what a graph of CUDA holds is not
    counted by PyTorch once it stands.
    """
    runs = []
    native = torch.cuda.get_device_capability()[0] >= 8
    for model_name, build in (("resnet", resnet), ("transformer", transformer)):
        for task in ("inference", "training"):
            half = torch.bfloat16 if native else torch.float16
            dtype = torch.float32 if task == "training" else half
            torch.manual_seed(1)
            model, make = build(torch)
            model = model.cuda().to(dtype)
            model.train(task == "training")
            batch = make(dtype)
            eager = call_of(torch, model, batch, half, task)
            reference = eager().detach().clone()
            torch.cuda.reset_peak_memory_stats()
            base = {"model": model_name, "task": task, "mode": "eager", "milliseconds": milliseconds(torch, eager, 0.6)}
            base["peakBytes"] = torch.cuda.max_memory_allocated()
            runs.append(base)
            for mode in modes if task == "inference" else [m for m in modes if m == "default"]:
                say("step", "compile/" + model_name + "/" + task + "/" + mode)
                run = {"model": model_name, "task": task, "mode": mode}
                try:
                    torch._dynamo.reset()
                    model.zero_grad(set_to_none=True)
                    torch.cuda.empty_cache()
                    torch.cuda.reset_peak_memory_stats()
                    compiled = torch.compile(model, mode=None if mode == "default" else mode)
                    work = call_of(torch, compiled, batch, half, task)
                    torch.cuda.synchronize()
                    begin = time.perf_counter()
                    first = work().detach().clone()
                    torch.cuda.synchronize()
                    run["compileSeconds"] = time.perf_counter() - begin
                    run["milliseconds"] = milliseconds(torch, work, 0.6)
                    run["peakBytes"] = torch.cuda.max_memory_allocated()
                    run["speedUp"] = base["milliseconds"] / run["milliseconds"]
                    run["relativeError"] = relative_error(first, reference)
                except Exception as error:
                    run["error"] = plain(error)
                runs.append(run)
            del model, batch, eager, reference
            torch._dynamo.reset()
            torch.cuda.empty_cache()
    return runs


def call_of(torch, model, batch, half, task):
    if task == "inference":
        def infer():
            with torch.inference_mode():
                return model(batch)
        return infer

    def step():
        model.zero_grad(set_to_none=True)
        with torch.autocast("cuda", dtype=half):
            output = model(batch)
        output.float().pow(2).mean().backward()
        return output
    return step


# ---- several GPUs ----------------------------------------------------------------------------------------------------

def all_reduce(torch):
    count = torch.cuda.device_count()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = dict(os.environ, MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port), WORLD_SIZE=str(count))
    ranks = [subprocess.Popen([sys.executable, "-c", "import os; exec(os.environ['SLIPWAY_SELFTEST'])"],
                              env=dict(environment, SLIPWAY_SELFTEST_RANK=str(rank), RANK=str(rank)),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for rank in range(count)]
    try:
        outputs = [rank.communicate(timeout=180) for rank in ranks]
    finally:
        for rank in ranks:
            if rank.poll() is None:
                rank.kill()
    for rank, (_, errors) in zip(ranks, outputs):
        if rank.returncode != 0:
            raise RuntimeError("rank ended with " + str(rank.returncode) + ": " + errors.strip()[-LONGEST_ERROR:])
    return json.loads(outputs[0][0].strip().splitlines()[-1])


def one_rank(rank):
    import torch
    import torch.distributed as distributed
    torch.cuda.set_device(rank)
    distributed.init_process_group("nccl", rank=rank, world_size=int(os.environ["WORLD_SIZE"]))
    size = 512 << 20
    data = torch.ones(size // 2, dtype=torch.bfloat16, device="cuda")
    distributed.all_reduce(data)
    right = bool((data[:1024] == int(os.environ["WORLD_SIZE"])).all())
    data.zero_()
    for _ in range(5):
        distributed.all_reduce(data)
    torch.cuda.synchronize()
    start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    start.record()
    for _ in range(20):
        distributed.all_reduce(data)
    end.record()
    torch.cuda.synchronize()
    seconds = start.elapsed_time(end) / 20 / 1000
    world = int(os.environ["WORLD_SIZE"])
    distributed.destroy_process_group()
    if rank == 0:
        print(json.dumps({"gpus": world, "bytes": size, "correct": right,
                          "busGigabytesPerSecond": size / seconds / 1e9 * 2 * (world - 1) / world,
                          "nvls": os.environ.get("NCCL_NVLS_ENABLE")}))


# ---- the whole -------------------------------------------------------------------------------------------------------

def main():
    parts = [part for part in os.environ.get("SLIPWAY_SELFTEST_PARTS", "").split(",") if part]
    modes = [m for m in os.environ.get("SLIPWAY_SELFTEST_MODES", "").split(",") if m in COMPILE_MODES]
    begin = time.perf_counter()
    result = {"form": 1}
    say("step", "devices")
    result["devices"] = devices()
    result["devices"]["driver"] = driver_version()
    say("step", "software")
    result["software"] = software()
    if result["software"].get("available"):
        import torch
        for name, work in (("matmul", lambda: matmul(torch)), ("copies", lambda: copies(torch)),
                           ("compile", lambda: compiling(torch, modes)), ("allReduce", lambda: all_reduce(torch))):
            if name not in parts or name == "allReduce" and torch.cuda.device_count() < 2:
                continue
            say("step", name)
            try:
                result[name] = work()
            except Exception as error:
                result[name] = {"error": plain(error)}
    result["seconds"] = time.perf_counter() - begin
    say("result", json.dumps(result))


def compiling(torch, modes):
    if not hasattr(torch, "compile"):
        raise RuntimeError("PyTorch " + torch.__version__ + " has no torch.compile")
    if compiler() is None:
        raise RuntimeError("there is no C compiler (gcc) in the image, which torch.compile needs")
    return compile_runs(torch, modes)


def guarded():
    """Compilers leave their work in a folder of the test's own, so that each run begins cold and nothing stays."""
    folder = tempfile.mkdtemp(prefix="slipway-selftest-", dir="/tmp")
    say("pid", str(os.getpid()))
    say("folder", folder)
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = os.path.join(folder, "inductor")
    os.environ["TRITON_CACHE_DIR"] = os.path.join(folder, "triton")
    os.environ.setdefault("HOME", folder)

    def stop(*_):
        shutil.rmtree(folder, ignore_errors=True)
        os.killpg(0, signal.SIGKILL)

    try:
        os.setpgid(0, 0)
    except OSError:
        pass
    signal.signal(signal.SIGTERM, stop)
    try:
        main()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if os.environ.get("SLIPWAY_SELFTEST_RANK"):
    one_rank(int(os.environ["SLIPWAY_SELFTEST_RANK"]))
else:
    guarded()
