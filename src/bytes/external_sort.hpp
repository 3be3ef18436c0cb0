#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "bytes/spill_file.hpp"
#include "core/check.hpp"
#include "core/result.hpp"

namespace almoner::bytes {

/// Sorts any number of records by `Before`, in the memory of `records_in_memory` of them. What is more is sorted
/// in runs, put into an unnamed temporary file (in the system's folder for such) and merged while it is read; a single
/// run never touches the disk. Records that are equal come in no promised order.
///
/// First every `add`, then one `sort`, then `next` until it says false.
template <class T, class Before = std::less<>>
class ExternalSort {
    static_assert(std::is_trivially_copyable_v<T>, "records are kept as their bytes");

public:
    explicit ExternalSort(std::size_t records_in_memory) : capacity_(records_in_memory) {
        check(records_in_memory > 0, "sorting needs room for a record");
    }

    /// @error file.io
    Status add(T const& record) {
        check(!sorted_, "records come before they are sorted");
        if (records_.size() == capacity_) {
            if (auto const spilled = spill(); !spilled) {
                return spilled;
            }
        }
        make_room();
        records_.push_back(record);
        return {};
    }

    /// @error file.io
    Status sort() {
        check(!std::exchange(sorted_, true), "records are sorted once");
        if (runs_.empty()) {
            std::sort(records_.begin(), records_.end(), Before{});
            runs_.push_back({.window = {0, records_.size()}});
            return start_merge();
        }
        if (auto const spilled = spill(); !spilled) {
            return spilled;
        }
        share_memory();
        return start_merge();
    }

    /// The smallest record not yet given; false, and `out` untouched, after the last. @error file.io
    Result<bool> next(T& out) {
        check(sorted_, "records are sorted before they are read");
        if (heap_.empty()) {
            return false;
        }
        std::pop_heap(heap_.begin(), heap_.end(), later());
        auto& run = runs_[heap_.back()];
        out = records_[run.window.next];
        ++run.window.next;
        if (auto const filled = fill(run); !filled) {
            return filled.error();
        }
        if (run.window.next == run.window.end) {
            heap_.pop_back();
        } else {
            std::push_heap(heap_.begin(), heap_.end(), later());
        }
        return true;
    }

private:
    /// Places in `records_`: what of a run is in memory.
    struct Window {
        std::size_t next = 0;
        std::size_t end = 0;
    };
    struct Run {
        Window window;
        std::size_t window_begin = 0;
        std::uint64_t offset = 0;  ///< in the file, of the first record not yet in memory
        std::uint64_t left = 0;    ///< records in the file from there on
    };

    /// Grows by doubling, but never beyond what was asked for.
    void make_room() {
        if (records_.size() == records_.capacity()) {
            records_.reserve(std::min(capacity_, std::max<std::size_t>(1024, records_.size() * 2)));
        }
    }

    Status spill() {
        std::sort(records_.begin(), records_.end(), Before{});
        runs_.push_back({.window = {}, .offset = file_.byte_count(), .left = records_.size()});
        auto const appended = file_.append(std::as_bytes(std::span(records_)));
        records_.clear();
        return appended;
    }

    /// Gives every run the same part of the memory, at least one record.
    void share_memory() {
        window_ = std::max<std::size_t>(1, capacity_ / runs_.size());
        records_.resize(window_ * runs_.size());
        for (std::size_t index = 0; index < runs_.size(); ++index) {
            auto const begin = index * window_;
            runs_[index].window_begin = begin;
            runs_[index].window = {begin, begin};
        }
    }

    Status start_merge() {
        for (std::size_t index = 0; index < runs_.size(); ++index) {
            if (auto const filled = fill(runs_[index]); !filled) {
                return filled;
            }
            if (runs_[index].window.next < runs_[index].window.end) {
                heap_.push_back(index);
            }
        }
        std::make_heap(heap_.begin(), heap_.end(), later());
        return {};
    }

    /// Reads on when the window is used up and the file has more.
    Status fill(Run& run) {
        if (run.window.next < run.window.end || run.left == 0) {
            return {};
        }
        auto const count = static_cast<std::size_t>(std::min<std::uint64_t>(window_, run.left));
        auto const into = std::span(records_).subspan(run.window_begin, count);
        if (auto const got = file_.read_at(run.offset, std::as_writable_bytes(into)); !got) {
            return got;
        }
        run.offset += count * sizeof(T);
        run.left -= count;
        run.window = {run.window_begin, run.window_begin + count};
        return {};
    }

    /// The order of a heap whose top is the run with the smallest record.
    [[nodiscard]] auto later() const {
        return [this](std::size_t left, std::size_t right) {
            return Before{}(records_[runs_[right].window.next], records_[runs_[left].window.next]);
        };
    }

    std::size_t capacity_;
    std::size_t window_ = 0;  ///< records of a run that are in memory while merging
    bool sorted_ = false;
    std::vector<T> records_;
    std::vector<Run> runs_;
    std::vector<std::size_t> heap_;  ///< runs that have a record, by that record
    SpillFile file_;
};

}  // namespace almoner::bytes
