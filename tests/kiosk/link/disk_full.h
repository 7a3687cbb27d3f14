#pragma once

#include <signal.h>
#include <sys/resource.h>

/// No file of this process grows beyond `most` bytes, as on a full disk.
class DiskFull {
public:
    explicit DiskFull(rlim_t most) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{most, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    DiskFull(const DiskFull&) = delete;
    DiskFull& operator=(const DiskFull&) = delete;
    ~DiskFull() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};
