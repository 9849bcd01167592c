"""Cluster. a task, its items and the address of a Dask scheduler -> every result; the only door to distributed.

The workers see the same folders as this process, at the same paths. What a worker was at when it died goes to another.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from orthogen.errors import LabError, PrescriptionError
from orthogen.kernel.process import use_cores

Item = TypeVar("Item")
Result = TypeVar("Result")

_PATIENCE_S = 10.0


def clustered(
    task: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    scheduler: str,
    lost: Callable[[Item, str], Result],
    tell: Callable[[int, Result], None],
) -> None:
    """Call `task` on every item on the cluster and `tell` the index and result of each as it ends.

    An item whose worker dies is tried once more, then `tell` gets what `lost` makes of it. Raises LabError where there
    is no such scheduler or it has no worker, PrescriptionError where distributed is not installed.
    """
    try:
        import distributed
    except ImportError as error:
        raise PrescriptionError("Dask is not installed", "pip install 'orthogen[cluster]'") from error
    dask: Any = distributed  # parts of it have types, parts have none
    try:
        client: Any = dask.Client(scheduler, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise LabError(f"no Dask scheduler answers at {scheduler}", "start one: dask scheduler") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise LabError(f"the scheduler {scheduler} has no worker", f"start some: dask worker {scheduler}")
        futures = {_submitted(client, task, item): index for index, item in enumerate(items)}
        tried = dict.fromkeys(range(len(items)), 1)
        ending = dask.as_completed(list(futures), loop=client.loop)
        for future in ending:
            index = futures.pop(future)
            if future.status == "finished":
                tell(index, future.result())
            elif tried[index] < 2 and isinstance(future.exception(), dask.KilledWorker):
                tried[index] += 1
                again = _submitted(client, task, items[index])
                futures[again] = index
                ending.add(again)
            else:
                why = type(future.exception()).__name__
                tell(index, lost(items[index], f"{why} on the cluster"))
            future.release()


def _submitted(client: Any, task: Callable[[Any], Any], item: Any) -> Any:
    """Hand one item to the cluster; equal items are different jobs."""
    return client.submit(_on_one_core, task, item, pure=False, retries=0)


def _on_one_core(task: Callable[[Item], Result], item: Item) -> Result:
    """Do one item in a worker, of which there are as many as cores."""
    use_cores(1)
    return task(item)
