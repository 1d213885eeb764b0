# An image that holds Benang and what it needs, and no study.
#
#     docker build -t benang .
#     docker run --rm --user "$(id -u):$(id -g)" -v "$PWD/my-study:/study" benang
#
# The study is the folder that is mounted at /study; results and reports are written there.
FROM python:3.12-slim

WORKDIR /benang
COPY pyproject.toml requirements.lock bootstrap.py Snakefile ./
# By the lock file: every package is checked against its hash.
RUN python bootstrap.py
COPY profiles profiles
COPY envs envs
COPY workflow workflow

# A user that is known by number only has no home to write caches to.
ENV HOME=/tmp
ENTRYPOINT ["/benang/.venv/bin/python", "/benang/workflow/run.py", "--study", "/study"]
CMD ["all"]
