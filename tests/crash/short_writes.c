/* Put before the C library: the ALMONER_SHORT_WRITE-th write to a file takes only half of its bytes, as a signal or a quota may
 * have it. Whoever writes has to write the rest. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>

static int is_the_one(int file, size_t size) {
    static long written = 0;
    static long wanted = -1;
    struct stat facts;
    if (wanted < 0) {
        char const* number = getenv("ALMONER_SHORT_WRITE");
        wanted = number == NULL ? 0 : atol(number);
    }
    if (size < 2 || fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        return 0;
    }
    return ++written == wanted;
}

ssize_t write(int file, void const* bytes, size_t size) {
    ssize_t (*real)(int, void const*, size_t) = (ssize_t(*)(int, void const*, size_t))dlsym(RTLD_NEXT, "write");
    return real(file, bytes, is_the_one(file, size) ? size / 2 : size);
}

ssize_t pwrite64(int file, void const* bytes, size_t size, off64_t offset) {
    ssize_t (*real)(int, void const*, size_t, off64_t) =
        (ssize_t(*)(int, void const*, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    return real(file, bytes, is_the_one(file, size) ? size / 2 : size, offset);
}
