import time

from benang.core.job_cost import Cost, Costing, read_costs, write_cost


def test_what_jobs_cost_is_read_as_it_was_written_and_the_last_run_counts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    costs = [Cost("coding/clean.py", 1.5, 0.5, 2**20), Cost("coding/read.py", 2.0, 1.0, 2**21)]
    write_cost(Cost("coding/clean.py", 9.0, 9.0, 9), "clean-1.json")
    for name, cost in (("clean-1.json", costs[0]), ("read-1.json", costs[1])):
        write_cost(cost, name)
    assert read_costs(tmp_path) == costs
    assert read_costs(tmp_path / "elsewhere") == []


def test_work_costs_processor_time_and_memory():
    costing = Costing()
    held = [str(number) for number in range(200_000)]
    begun = time.process_time()
    while time.process_time() < begun + 0.1:  # the system counts in hundredths of a second
        pass
    cost = costing.so_far("coding/clean.py")
    assert held and cost.script == "coding/clean.py"
    assert cost.wall > 0 and cost.cpu > 0 and cost.peak > len(held) * 8
