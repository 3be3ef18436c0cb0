/* Put before the C library: a night stops, as by SIGSTOP, before the ALMONER_STOP_BEFORE-th of its calls that give a file its
 * name, take one away, or make one durable. What it wanted to do then, it does when it is woken. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>

static void may_stop(void) {
    static long made = 0;
    static long wanted = -1;
    if (wanted < 0) {
        char const* number = getenv("ALMONER_STOP_BEFORE");
        wanted = number == NULL ? 0 : atol(number);
    }
    if (++made == wanted) {
        raise(SIGSTOP);
    }
}

int fsync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    may_stop();
    return real(file);
}

int unlink(char const* name) {
    int (*real)(char const*) = (int (*)(char const*))dlsym(RTLD_NEXT, "unlink");
    may_stop();
    return real(name);
}

int renameat2(int from, char const* old, int to, char const* name, unsigned flags) {
    int (*real)(int, char const*, int, char const*, unsigned) =
        (int (*)(int, char const*, int, char const*, unsigned))dlsym(RTLD_NEXT, "renameat2");
    may_stop();
    return real(from, old, to, name, flags);
}
