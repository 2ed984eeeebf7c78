"""Builds models from generated source and says what PyTorch makes of them.

Reads one request a line on standard input and writes one answer a line on standard output, both JSON. An exception in
one model is an answer ({"id", "error"}), not the end. A request:

    id        any number
    code      the text of a module that defines build_model()
    inputs    {name: {"shape": [...], "dtype": "float" | "int" | "bool", "count": n}}, shapes without batch
    device    "meta": shapes only, nothing is computed; "cpu": real numbers
    measure   what is wanted: "counts", "run", "saved", "source"

Conventions are those of the reference data: FLOPs by torch.utils.flop_counter on a forward pass of one sample;
saved bytes are the distinct storages that autograd keeps in train mode for one sample (two where a norm over the batch
needs them), without parameters and buffers. A dropout mask is a float here: 4 bytes, where an accelerator keeps 1.
"""

import ast
import builtins
import hashlib
import importlib.util
import inspect
import json
import os
import re
import sys
import symtable
import tempfile
import traceback
import warnings

warnings.filterwarnings("ignore")

import torch  # noqa: E402
from torch.nn.attention import SDPBackend, sdpa_kernel  # noqa: E402
from torch.utils.flop_counter import FlopCounterMode  # noqa: E402

# The fused kernels of a CPU hide their products from the counter.
torch.backends.mkldnn.enabled = False
torch.set_num_threads(1)

def load(code, folder, number):
    """The source as a module of its own, written to a file so that a traceback shows its lines."""
    path = os.path.join(folder, f"model_{number}.py")
    with open(path, "w", encoding="utf-8") as file:
        file.write(code)
    spec = importlib.util.spec_from_file_location(f"model_{number}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        sys.modules.pop(spec.name, None)
    return module


def example(shape, kind, batch, device):
    """What one input is fed with: numbers around 0, ids below the count, a mask that hides some but never all."""
    size = [batch, *shape]
    if kind["dtype"] == "int":
        if device == "meta":
            return torch.zeros(size, dtype=torch.int64, device=device)
        return torch.randint(0, max(1, kind.get("count") or 2), size)
    if kind["dtype"] == "bool":
        mask = torch.ones(size, dtype=torch.bool, device=device)
        if device != "meta" and len(shape) > 0 and shape[-1] > 1:
            mask[..., -1] = False
        return mask
    return torch.zeros(size, device=device) if device == "meta" else torch.randn(size)


def examples(inputs, batch, device):
    return {name: example(kind["shape"], kind, batch, device) for name, kind in inputs.items()}


def call(model, given):
    """By keyword. A name that Python or the module itself uses has an underscore behind it in the code."""
    taken = inspect.signature(model.forward).parameters
    return tuple_of(model(**{name if name in taken else f"{name}_": value for name, value in given.items()}))


def tuple_of(result):
    return result if isinstance(result, tuple) else (result,)


def distinct(tensors):
    """Each storage's tensor once: a table used twice is one parameter."""
    return list({id(tensor): tensor for tensor in tensors}.values())


def counts(model):
    parameters = distinct(model.parameters())
    return {
        "params": sum(p.numel() for p in parameters),
        "trainable": sum(p.numel() for p in parameters if p.requires_grad),
        "buffers": sum(b.numel() for b in distinct(model.buffers())),
    }


def run(model, inputs, device):
    """Shapes at batch 2, FLOPs at batch 1, and with real numbers whether a sample depends on its neighbours."""
    model.eval()
    # The counter looks for a gradient's function on whatever requires one, an output that is a parameter too.
    learning = [parameter for parameter in model.parameters() if parameter.requires_grad]
    for parameter in learning:
        parameter.requires_grad_(False)
    with torch.no_grad(), sdpa_kernel(SDPBackend.MATH):
        two = examples(inputs, 2, device)
        both = call(model, two)
        counter = FlopCounterMode(display=False)
        with counter:
            alone = call(model, {name: value[:1] for name, value in two.items()})
        beside = call(model, beside_another(two, inputs)) if device != "meta" else both
    for parameter in learning:
        parameter.requires_grad_(True)
    answer = {
        "shapes": [list(output.shape) for output in both],
        "alone": [list(output.shape) for output in alone],
        "dtypes": [str(output.dtype).removeprefix("torch.") for output in both],
        "flops": counter.get_total_flops(),
    }
    if device != "meta":
        answer["independent"] = all(same_first(one, other) for one, other in zip(both, beside))
    return answer


def beside_another(given, inputs):
    """The same first sample with another second one."""
    other = examples(inputs, 2, "cpu")
    return {name: torch.cat([value[:1], other[name][1:]]) for name, value in given.items()}


def same_first(one, other):
    """Whether the first sample is the same in both: the shapes are, so that rounding is too, as good as always."""
    if one.dim() == 0 or one.shape[0] != 2:
        return True
    return torch.allclose(one[0].float(), other[0].float(), rtol=1e-3, atol=1e-4, equal_nan=True)


def saved(model, inputs, device, batch):
    """Bytes of distinct storages that autograd keeps in train mode, parameters and buffers left out."""
    model.train()
    given = examples(inputs, batch, device)
    own = {t.untyped_storage()._cdata for t in [*model.parameters(), *model.buffers()]}
    kept = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage._cdata not in own:
            # The storage is held, so that no later one can have its address.
            kept[storage._cdata] = storage
        return tensor

    with sdpa_kernel(SDPBackend.MATH), torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        outputs = call(model, given)
    answer = {"saved": sum(storage.nbytes() for storage in kept.values()), "saved_batch": batch}
    del outputs
    return answer


def source(code):
    """What a strict reader finds in the source, and its skeleton: the code with every text taken out."""
    tree = ast.parse(code)
    return {
        "findings": [*unused_imports(tree), *undefined_names(code), *repeated_definitions(tree), *long_lines(code)],
        "skeleton": hashlib.sha256(ast.dump(without_texts(tree)).encode()).hexdigest(),
    }


def unused_imports(tree):
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                continue
            for alias in node.names:
                names[(alias.asname or alias.name).split(".")[0]] = node.lineno
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return [f"line {line}: {name} is imported and not used" for name, line in names.items() if name not in read]


def undefined_names(code):
    """Names read as globals that neither the module nor Python defines; local names never read."""
    top = symtable.symtable(code, "model.py", "exec")
    known = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    known |= set(dir(builtins)) | {"__name__", "__file__"}
    findings = []

    def visit(table):
        for symbol in table.get_symbols():
            name = symbol.get_name()
            is_global = symbol.is_global() or (table is top)
            is_read = symbol.is_referenced() or any(is_free_in(child, name) for child in table.get_children())
            if symbol.is_referenced() and is_global and name not in known:
                findings.append(f"{table.get_name()}: {name} is not defined")
            in_function = table.get_type() == "function" and symbol.is_local() and not symbol.is_parameter()
            unread = in_function and symbol.is_assigned() and not is_read
            if unread and not name.startswith("_"):
                findings.append(f"{table.get_name()}: {name} is assigned and not read")
            if table.get_type() == "function" and symbol.is_parameter() and not is_read:
                # A comprehension's own argument is called ".0".
                if not name.startswith(("_", ".")) and name != "self":
                    findings.append(f"{table.get_name()}: argument {name} is not read")
        for child in table.get_children():
            visit(child)

    visit(top)
    return findings


def is_free_in(table, name):
    """Whether an inner function or comprehension reads the name from outside."""
    is_free = any(symbol.get_name() == name and symbol.is_free() for symbol in table.get_symbols())
    return is_free or any(is_free_in(child, name) for child in table.get_children())


def repeated_definitions(tree):
    seen, findings = set(), []
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            if node.name in seen:
                findings.append(f"line {node.lineno}: {node.name} is defined twice")
            seen.add(node.name)
    return findings


def long_lines(code, most=120):
    lines = enumerate(code.split("\n"), start=1)
    return [f"line {n} is {len(line)} characters long" for n, line in lines if len(line) > most]


class WithoutTexts(ast.NodeTransformer):
    """Texts become empty and classes numbers: a model's title is both."""

    def __init__(self, classes):
        self.classes = {name: f"Class{i}" for i, name in enumerate(classes)}

    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(value=""), node) if isinstance(node.value, str) else node

    def visit_Name(self, node):
        node.id = self.classes.get(node.id, node.id)
        return node

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        node.name = self.classes.get(node.name, node.name)
        return node


def without_texts(tree):
    return WithoutTexts([node.name for node in tree.body if isinstance(node, ast.ClassDef)]).visit(tree)


def answer(request, folder, result):
    """Fills the result as far as it gets: what was found before an exception is said too."""
    environment = dict(os.environ)
    wanted = request["measure"]
    device = request.get("device", "meta")
    if "source" in wanted:
        result.update(source(request["code"]))
    module = load(request["code"], folder, request["id"])
    torch.manual_seed(0)
    if "counts" in wanted or "run" in wanted or "saved" in wanted:
        with torch.device(device):
            model = module.build_model()
        result.update(counts(model))
        if "run" in wanted:
            result.update(run(model, request["inputs"], device))
        if "saved" in wanted:
            result.update(saved(model, request["inputs"], device, request.get("batch", 1)))
    result["planted"] = dict(os.environ) != environment


def failure(error, folder):
    """The last lines of a traceback: where in the model, and what."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(folder)]
    where = "".join(f"\n  line {frame.lineno}: {frame.line}" for frame in frames[-4:])
    return f"{type(error).__name__}: {re.sub(re.escape(folder), '', str(error))}{where}"


def main():
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    # What a model prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            request = json.loads(line)
            reply = {"id": request["id"]}
            try:
                answer(request, folder, reply)
            except Exception as error:  # An answer, not the end.
                reply["error"] = failure(error, folder)
            out.write(json.dumps(reply) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
