"""Runs the job queue in a thread."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

log = logging.getLogger("ponte.worker")
JOBS_AT_ONCE = 4
DEAD_AFTER = 60.0  # seconds without a heartbeat, after which a worker's jobs are another's
GRACE = 3.0  # seconds that running jobs have to end; an unfinished one is taken up by another worker


def run_forever(stop: threading.Event) -> None:
    """Work at jobs until `stop` is set."""
    asyncio.run(work(stop))


async def work(stop: threading.Event) -> None:
    from procrastinate.contrib.django import app

    # A second app with the same tasks: the first keeps Django's connector, so that a job deferred by a
    # consumer or by another job still commits with the data it belongs to.
    async with app.with_connector(connector()).open_async() as running:
        working = asyncio.create_task(
            running.run_worker_async(
                concurrency=JOBS_AT_ONCE, install_signal_handlers=False, shutdown_graceful_timeout=GRACE
            )
        )
        rescuing = asyncio.create_task(rescue(running))
        stopping = asyncio.create_task(asyncio.to_thread(stop.wait))
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        rescuing.cancel()
        working.cancel()
        await asyncio.wait({working}, timeout=GRACE + 0.5)
        if working.done() and not working.cancelled() and (error := working.exception()):
            raise error


async def rescue(app: Any) -> None:
    """Give the jobs of workers that died to the living ones."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
            log.warning("job %s (%s) lost its worker and is tried again", job.id, job.task_name)
            await app.job_manager.retry_job(job)
        await asyncio.sleep(DEAD_AFTER)


def connector() -> Any:
    """A pool that stays small while there is nothing to do."""
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django.utils import connector_params

    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=JOBS_AT_ONCE + 2)
