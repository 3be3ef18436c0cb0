#pragma once

namespace almoner {

/// Deleter of a C library's object: `std::unique_ptr<BIO, Free<BIO_free_all>>`.
template <auto free_function>
struct Free {
    template <class T>
    void operator()(T* object) const {
        free_function(object);
    }
};

}  // namespace almoner
