// What every page brings. Areas add their own modules and import these by name.
import "ponte/theme";
import "ponte/keys";
import "ponte/palette";
import "ponte/toast";
import "ponte/menu";
import "ponte/dialog";
import "ponte/times";
import "ponte/copy";
import "ponte/fields";
import "ponte/choosing";
import "ponte/requests";
import "ponte/live";
import "ponte/counts";
import "ponte/bell";
import "ponte/rail";
