using SmartCity.Alarms;
using SmartCity.Bus;
using SmartCity.CityManagement;
using SmartCity.CommandCentre;
using SmartCity.EnvironmentMonitoring;
using SmartCity.Federation;
using SmartCity.Kernel.Modules;

namespace SmartCity.Node;

/// <summary>The modules of this build: the only file that names them all.</summary>
internal static class Modules
{
    public static IReadOnlyList<IModule> All { get; } =
        [new FederationModule(), new EnvironmentMonitoringModule(), new CityManagementModule(), new AlarmsModule(), new BusModule(), new CommandCentreModule()];
}
