// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

namespace plinth::commands {

extern constinit const Command catalog{
    .name = "catalog",
    .group = CommandGroup::ask,
    .summary = "module types: list, search, show, compare, import, replace; questions to vendors; lint",
    .examples = {"plinth catalog list cdu --where 'rated_heat>=1 MW'", "plinth catalog show gb300-nvl72"},
    .formats = "",
    .actions = all_catalog_actions,
};

}  // namespace plinth::commands
