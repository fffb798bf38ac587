# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

# cmake -DPYTHON=… -DVENV=… -DREQUIREMENTS=… -P makevenv.cmake
# Makes the virtual environment of the interop tests, or leaves one that has all of the requirements as it is. Where
# packages come from is pip's own configuration.
function(run_or_stop words)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${words} (${status})")
    endif()
endfunction()

file(SHA256 ${REQUIREMENTS} wanted)
set(stamp ${VENV}/requirements.sha256)
if(EXISTS ${stamp})
    file(READ ${stamp} installed)
    execute_process(COMMAND ${VENV}/bin/python -c "import reeeductio" RESULT_VARIABLE status ERROR_QUIET)
    if(installed STREQUAL wanted AND status EQUAL 0)
        message(STATUS "The environment is there")
        return()
    endif()
endif()

run_or_stop("${PYTHON} cannot make a virtual environment; Debian: apt install python3-venv"
    ${PYTHON} -m venv --clear ${VENV})
run_or_stop("The peer cannot be installed"
    ${VENV}/bin/python -m pip install --quiet --disable-pip-version-check --requirement ${REQUIREMENTS})
run_or_stop("The peer cannot be imported" ${VENV}/bin/python -c "import reeeductio")
file(WRITE ${stamp} ${wanted})
