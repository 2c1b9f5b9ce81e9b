import { Navigate } from 'react-router-dom';

/** The front door: the catalog. */
export const HomePage = () => <Navigate to="/catalog" replace />;
