#include "kiosk/declaration/answers.h"

namespace landfall {

Path inside(const Path& group, std::size_t index, const LinkId& link_id) {
    return group + ":" + std::to_string(index) + "/" + link_id;
}

LinkId link_id_of(const Path& path) {
    const auto slash = path.rfind('/');
    const auto last = slash == Path::npos ? path : path.substr(slash + 1);
    return last.substr(0, last.find(':'));
}

Path occurrence_of(const Path& path) {
    const auto slash = path.rfind('/');
    return slash == Path::npos ? Path() : path.substr(0, slash);
}

}  // namespace landfall
