/* SPDX-License-Identifier: MIT */
/* Office hours. */

#include "hours.h"
