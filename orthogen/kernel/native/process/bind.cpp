// Process. what a program says of the process that it has for itself: memory, cores.
#include <cstdlib>
#include <thread>
#include <vector>

#include "bind.h"
#include "parallel.h"
#if defined(__GLIBC__)
#include <malloc.h>
#endif

using namespace nanobind::literals;

namespace orthogen {
namespace {

#if defined(__GLIBC__)
constexpr int MAPPED_ALONE = 32 << 20;  // the most that the library takes
constexpr int GIVEN_BACK = 512 << 20;   // how much must be free at the end of the heap before any of it goes back

bool keep_freed() { return mallopt(M_MMAP_THRESHOLD, MAPPED_ALONE) == 1 && mallopt(M_TRIM_THRESHOLD, GIVEN_BACK) == 1; }
#else
bool keep_freed() { return false; }
#endif

// The system clears memory page by page when it is first touched: a thread does that before others need it. What is
// fetched is free for the next who asks, if freed memory is kept.
void fetch_memory(std::size_t bytes) {
    constexpr std::size_t PIECE = std::size_t{16} << 20, PAGE = 4096;
    std::vector<char*> pieces;
    for (std::size_t got = 0; got < bytes; got += PIECE)
        if (auto* piece = static_cast<char*>(std::malloc(PIECE))) pieces.push_back(piece);
    std::thread([pieces] {
        for (char* piece : pieces)
            for (std::size_t at = 0; at < PIECE; at += PAGE) static_cast<volatile char*>(piece)[at] = 0;
        for (char* piece : pieces) std::free(piece);
    }).detach();
}

void use_cores(std::size_t count) {
    if (count == 0) throw nb::value_error("a process needs a core");
    cores() = count;
}

}  // namespace

void bind_process(nb::module_& m) {
    m.def("keep_freed", &keep_freed);
    m.def("fetch_memory", &fetch_memory, "bytes"_a);
    m.def("cores", [] { return cores().load(); });
    m.def("use_cores", &use_cores, "count"_a);
}

}  // namespace orthogen
