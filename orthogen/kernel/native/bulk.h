// Bulk. a number of rows -> a large array, its memory in large pages where the system has them, not yet written.
#pragma once
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace orthogen {

// Fetching memory page by page of 4 KiB would cost a tenth of an offset.
template <class T>
struct BulkPages {
    using value_type = T;

    BulkPages() = default;
    template <class U> BulkPages(const BulkPages<U>&) {}

    T* allocate(std::size_t count) {
#if defined(__linux__)
        if (large(count)) return static_cast<T*>(mapped(bytes(count)));
#endif
        return static_cast<T*>(::operator new(count * sizeof(T), std::align_val_t{ALIGNMENT}));
    }
    void deallocate(T* rows, std::size_t count) {
#if defined(__linux__)
        if (large(count)) return static_cast<void>(munmap(rows, bytes(count)));
#endif
        ::operator delete(rows, std::align_val_t{ALIGNMENT});
    }
    template <class U> void construct(U* row) {  // left as it is: whoever makes it longer writes all of it
        if constexpr (!std::is_trivially_copyable_v<U>) ::new (row) U;
    }
    template <class U, class... From>
    void construct(U* row, From&&... from) {
        ::new (row) U(std::forward<From>(from)...);
    }
    bool operator==(const BulkPages&) const { return true; }
    bool operator!=(const BulkPages&) const { return false; }

  private:
    static constexpr std::size_t ALIGNMENT = alignof(T) > 32 ? alignof(T) : 32, PAGE = std::size_t{2} << 20;
#if defined(__linux__)
    static bool large(std::size_t count) { return count * sizeof(T) >= 2 * PAGE; }
    // Whole pages of any system.
    static std::size_t bytes(std::size_t count) { return (count * sizeof(T) + 65535) / 65536 * 65536; }

    // Begins where a large page begins; goes back to the system at once when it is given back.
    static void* mapped(std::size_t size) {
        void* all = mmap(nullptr, size + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (all == MAP_FAILED) throw std::bad_alloc();
        char* const first = static_cast<char*>(all);
        const std::size_t skip = (PAGE - reinterpret_cast<std::uintptr_t>(first) % PAGE) % PAGE;
        if (skip > 0) munmap(first, skip);
        munmap(first + skip + size, PAGE - skip);
        madvise(first + skip, size / PAGE * PAGE, MADV_HUGEPAGE);
        return first + skip;
    }
#endif
};

template <class T>
using Bulk = std::vector<T, BulkPages<T>>;

}  // namespace orthogen
