"""A network, its optimiser and a folder in; a training run that goes on from its last checkpoint out."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import AdamW
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

TOLD_EVERY, SAVED_EVERY = 60, 300  # seconds
WARM = 0.08  # of the steps, before the learning rate is at its peak
CHECKPOINT = "checkpoint.pt"


class Run:
    """One run: the weights, their moving average, the optimiser, how far it has come, and where it keeps that."""

    def __init__(
        self, model: nn.Module, groups: list[dict[str, Any]], *, scratch: Path, device: str, steps: int
    ) -> None:
        self.model = model.to(device)
        self.average = AveragedModel(self.model, multi_avg_fn=get_ema_multi_avg_fn(0.998))
        self.optimiser = AdamW(groups, weight_decay=0.01, fused=device == "cuda")
        self.device, self.steps, self.done = device, steps, 0
        self.scratch = scratch

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one."""
        if (self.scratch / CHECKPOINT).exists():
            stored = torch.load(self.scratch / CHECKPOINT, map_location=self.device)
            for name, part in self._parts().items():
                part.load_state_dict(stored[name])
            torch.set_rng_state(stored["chance"].cpu())
            self.done = stored["done"]
            print(f"going on from step {self.done}", flush=True)

    def save(self) -> None:
        """Write a checkpoint in one piece."""
        state = {name: part.state_dict() for name, part in self._parts().items()}
        part = self.scratch / f"{CHECKPOINT}.part"
        torch.save(state | {"chance": torch.get_rng_state(), "done": self.done}, part)
        part.replace(self.scratch / CHECKPOINT)

    def _parts(self) -> dict[str, Any]:
        return {"model": self.model, "average": self.average, "optimiser": self.optimiser}

    def go(
        self,
        losses: Callable[[int], dict[str, Tensor]],
        *,
        weights: dict[str, float],
        ends: Collection[int],
        tell: Callable[[], object],
    ) -> None:
        """Learn from every step that is left: ``losses`` are added by their ``weights``; at ``ends`` comes ``tell``."""
        self.model.train()
        saved, shown, heard = time.monotonic(), time.monotonic(), []
        while self.done < self.steps:
            for group in self.optimiser.param_groups:
                group["lr"] = group["peak"] * warmed(self.done, self.steps)
            found = losses(self.done)
            torch.stack([weights[name] * loss for name, loss in found.items()]).sum().backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            self.optimiser.zero_grad()
            self.average.update_parameters(self.model)
            self.done += 1
            heard.append(torch.stack([loss.detach() for loss in found.values()]))
            if time.monotonic() - shown > TOLD_EVERY:
                means = torch.stack(heard).mean(0).tolist()
                line = " ".join(f"{name} {mean:.4f}" for name, mean in zip(found, means, strict=True))
                print(f"step {self.done}/{self.steps} {line}", flush=True)
                shown, heard = time.monotonic(), []
            if self.done in ends:
                tell()
            if self.done in ends or time.monotonic() - saved > SAVED_EVERY:
                self.save()
                saved = time.monotonic()


def warmed(step: int, steps: int) -> float:
    """The share of the peak learning rate at a step: up over the first 8 %, then down to nothing."""
    return min(1.0, step / (WARM * steps), (steps - step) / ((1 - WARM) * steps))


def averaged(checkpoint: Path) -> dict[str, Tensor]:
    """The moving average of the weights that a checkpoint holds."""
    stored: dict[str, Tensor] = torch.load(checkpoint, map_location="cpu")["average"]
    return {name.removeprefix("module."): value for name, value in stored.items() if name != "n_averaged"}


def depth(state: dict[str, Tensor]) -> int:
    """How many layers stored weights have."""
    return 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
