"""An application of one's own: liushou's service under /liushou, and a route with its models.

Run it with ``uvicorn --app-dir examples fastapi_app:app``, then::

    curl 'http://127.0.0.1:8000/services?on=2025-06-30' --json '{"sex": "女", "husband_away_since": "2023-02"}'
"""

from datetime import date

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from liushou import InputError, match
from liushou.web import create_app
from liushou.web.models import Answer, Profile

app = FastAPI(title="丰都县")
app.mount("/liushou", create_app())


@app.post("/services")
def services(woman: Profile, on: date) -> Answer:
    """The services that a woman of our county may have on a day."""
    return Answer.from_match(match(woman.to_profile(), place="500230", on=on))


@app.exception_handler(InputError)
async def refuse(_: Request, error: InputError) -> JSONResponse:
    """What hangs on the day: two facts that contradict each other, or a day too long ago."""
    messages = [problem.texts("zh")["message"] for problem in error.problems]
    return JSONResponse({"detail": messages}, status_code=422)
