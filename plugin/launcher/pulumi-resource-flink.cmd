@rem Starts the plugin with the Node.js that comes with it.
@"%~dp0node.exe" "%~dp0plugin.js" %*
