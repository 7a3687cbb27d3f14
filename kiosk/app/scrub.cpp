#include "kiosk/app/scrub.h"

#include <malloc.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>

// Every block of the heap is wiped when it is freed, whichever library frees it: Pango's texts, curl's buffers,
// SQLite's pages and our own strings alike. glibc documents the replacement of malloc (The GNU C Library, 3.2.5) and
// keeps its own under the names below. Sanitizers bring a heap of their own, so there it stays theirs.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
extern "C" {

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
void __libc_free(void* block);

void* malloc(size_t size) { return __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return __libc_calloc(count, size); }
void* memalign(size_t alignment, size_t size) { return __libc_memalign(alignment, size); }
void* aligned_alloc(size_t alignment, size_t size) { return __libc_memalign(alignment, size); }
void* valloc(size_t size) { return __libc_memalign(4096, size); }
void* pvalloc(size_t size) { return __libc_memalign(4096, (size + 4095) / 4096 * 4096); }
int posix_memalign(void** block, size_t alignment, size_t size) {
    *block = __libc_memalign(alignment, size);
    return *block != nullptr ? 0 : ENOMEM;
}

void free(void* block) {
    if (block == nullptr) return;
    const int saved = errno;
    explicit_bzero(block, malloc_usable_size(block));
    errno = saved;
    __libc_free(block);
}

// A block that moves leaves its old place wiped; one that shrinks in place, its tail.
void* realloc(void* block, size_t size) {
    if (block == nullptr) return __libc_malloc(size);
    const size_t had = malloc_usable_size(block);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    if (size <= had && size >= had / 2) return block;
    void* moved = __libc_malloc(size);
    if (moved == nullptr) return nullptr;
    memcpy(moved, block, had < size ? had : size);
    free(block);
    return moved;
}

}  // extern "C"
#endif

namespace landfall::app {

Result<Done> keep_memory_private() {
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0)
        return Failure{std::string("core files can't be switched off: ") + ::strerror(errno)};
    if (::prctl(PR_SET_DUMPABLE, 0) != 0)
        return Failure{std::string("the process stays dumpable: ") + ::strerror(errno)};
    return Done{};
}

void return_freed_memory() { ::malloc_trim(0); }

}  // namespace landfall::app
