// Bulk. a number of rows -> a large array, its memory in large pages where the system has them, not yet written.
#pragma once
#include <cstddef>
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
    static constexpr std::size_t PAGE = std::size_t{2} << 20;

    BulkPages() = default;
    template <class U> BulkPages(const BulkPages<U>&) {}

    static bool large(std::size_t count) { return count * sizeof(T) >= 2 * PAGE; }
    T* allocate(std::size_t count) {
        if (!large(count)) return static_cast<T*>(::operator new(count * sizeof(T), std::align_val_t{alignment()}));
        void* rows = ::operator new(count * sizeof(T), std::align_val_t{PAGE});
#if defined(__linux__)
        madvise(rows, count * sizeof(T) / PAGE * PAGE, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(rows);
    }
    void deallocate(T* rows, std::size_t count) {
        ::operator delete(rows, std::align_val_t{large(count) ? PAGE : alignment()});
    }
    template <class U> void construct(U* row) {  // left as it is: whoever makes it longer writes all of it
        if constexpr (!std::is_trivially_copyable_v<U>) ::new (row) U;
    }
    template <class U, class... From> void construct(U* row, From&&... from) { ::new (row) U(std::forward<From>(from)...); }
    bool operator==(const BulkPages&) const { return true; }
    bool operator!=(const BulkPages&) const { return false; }

  private:
    static constexpr std::size_t alignment() { return alignof(T) > 32 ? alignof(T) : 32; }
};

template <class T>
using Bulk = std::vector<T, BulkPages<T>>;

}  // namespace orthogen
