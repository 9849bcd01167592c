// Parallel. pieces of work, a number of threads -> all of it done; which thread does what changes no result.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace orthogen {

// How many cores this process may keep busy: all there are, until a program says that others want theirs.
inline std::atomic<std::size_t>& cores() {
    static std::atomic<std::size_t> count{std::max(1U, std::thread::hardware_concurrency())};
    return count;
}

inline std::size_t wanted(int threads) { return threads > 0 ? static_cast<std::size_t>(threads) : cores().load(); }

// Calls work(first, last) on ranges of at most `step` that cover 0 … count. The first exception is thrown again here.
template <class Work>
void in_parallel(int threads, std::size_t count, std::size_t step, Work work) {
    const std::size_t ranges = (count + step - 1) / step;
    std::atomic<std::size_t> next{0};
    std::exception_ptr failed;
    std::mutex guard;
    auto loop = [&] {
        try {
            for (std::size_t r = next++; r < ranges; r = next++) work(r * step, std::min(count, (r + 1) * step));
        } catch (...) {
            const std::lock_guard<std::mutex> lock(guard);
            if (!failed) failed = std::current_exception();
            next = ranges;
        }
    };
    std::vector<std::thread> others;
    const std::size_t helpers = std::min<std::size_t>(wanted(threads) - 1, ranges > 1 ? ranges - 1 : 0);
    for (std::size_t k = 0; k < helpers; ++k) others.emplace_back(loop);
    loop();
    for (auto& other : others) other.join();
    if (failed) std::rethrow_exception(failed);
}

}  // namespace orthogen
